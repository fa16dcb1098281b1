/** No two refreshes that nobody has asked for are closer than this, however short-lived a server's tokens are. */
export const MIN_SPACING_MS = 5_000

/** What a request needs to arrive in time, at least. */
const TRIP_MS = 500

/** Whether a server still takes a refresh token that was used at `sentAt`; both wall clock, ms since the epoch. */
export function isWithinGrace(sentAt: number | undefined, at: number | undefined, graceMs: number): boolean {
  const age = (at ?? Number.NaN) - (sentAt ?? Number.NaN)
  // A clock that was set back makes it negative: then nobody knows how long ago that was.
  return age >= 0 && age < graceMs
}

/** The time in which a server takes a refresh token again. */
export interface RefreshGrace {
  /** When the server may have used it up: wall clock, ms since the epoch; undefined where it surely has not. */
  usedAt: number | undefined
  /** Now: wall clock, ms since the epoch. */
  at: number
  graceMs: number
}

/**
 * The back-off after a refresh that failed at `at`, where the server may have used the refresh token up at `usedAt` (both wall clock, ms
 * since the epoch): half of what is left of the time in which it takes that one again, should that be less. A back-off that outlasts the
 * grace would cost the session. Near its end, too near for a request to arrive, the back-off is as ever.
 */
export function backOffWithinGrace(backOffMs: number, { usedAt, at, graceMs }: RefreshGrace): number {
  if (!isWithinGrace(usedAt, at, graceMs)) return backOffMs
  const halfMs = (usedAt! + graceMs - at) / 2
  return halfMs < TRIP_MS ? backOffMs : Math.min(backOffMs, halfMs)
}
