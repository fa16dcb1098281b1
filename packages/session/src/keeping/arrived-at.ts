import type { Keeping } from './keeping.ts'

/** When a response arrived: wall clock, ms since the epoch. Where the services of an app do not say so in a number, it was just now. */
export function arrivedAt({ clock }: Keeping, receivedAt: number | undefined): number {
  return Number.isFinite(receivedAt) ? receivedAt! : clock.now()
}
