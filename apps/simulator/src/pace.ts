import type { LoginRecord } from './run-login.ts'

/** The width of a column of the plot, ms. */
export const COLUMN_MS = 5_000
const COLUMNS = 60

/** How often is polled while a code is shown, by the time since then. */
export class Pace {
  /** Polls in each column. */
  readonly polls: number[] = Array<number>(COLUMNS).fill(0)
  /** How many a server allows there: the time that logins waited in it, divided by their intervals. */
  readonly allowed: number[] = Array<number>(COLUMNS).fill(0)
  /** The time that logins waited in it, ms. */
  readonly waitedMs: number[] = Array<number>(COLUMNS).fill(0)

  add({ shownAt, polls, end, world }: LoginRecord): void {
    if (shownAt === undefined) return
    for (const { sentAt } of polls) {
      const column = Math.floor((sentAt - shownAt) / COLUMN_MS)
      if (column >= 0 && column < COLUMNS) this.polls[column]! += 1
    }
    const waitedMs = end.at - shownAt
    for (let column = 0; column < COLUMNS && column * COLUMN_MS < waitedMs; column++) {
      const inColumnMs = Math.min(waitedMs - column * COLUMN_MS, COLUMN_MS)
      this.waitedMs[column]! += inColumnMs
      this.allowed[column]! += inColumnMs / world.server.intervalMs
    }
  }
}
