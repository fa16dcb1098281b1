import { arrivalOf, intervalsOf } from './poll-record.ts'
import type { LoginRecord } from './run-login.ts'

/** Far less than a clock shows: sums of fractions are not exact. */
const NOTHING_MS = 1e-3

/** Counts the polls that reached the server before the interval since its last answer was over, by the true time. */
export function countEarly({ world, polls, issuedAt }: LoginRecord): number {
  const intervals = intervalsOf(polls, world.server.intervalMs)
  let answeredAt = issuedAt
  let early = 0
  for (const [index, poll] of polls.entries()) {
    const arrivedAt = arrivalOf(poll)
    if (arrivedAt === undefined) continue
    if (arrivedAt - answeredAt < intervals[index]! - NOTHING_MS) early++
    answeredAt = arrivedAt
  }
  return early
}

/** Counts the polls that left while another was under way. */
export function countOverlapping({ polls }: LoginRecord): number {
  return polls.filter(({ sentAt }, index) => (polls[index - 1]?.endedAt ?? 0) > sentAt + NOTHING_MS).length
}
