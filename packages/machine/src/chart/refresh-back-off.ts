import type { TokenSet } from '../services.ts'
import { backOffWithinGrace, type RefreshGrace } from './refresh-grace.ts'
import { CLOCK_LEEWAY_MS, isFromFuture } from './token-life.ts'

const FIRST_BACK_OFF_MS = 5_000
/** How far back-off grows while the old access token lives, and nobody waits for a new one. */
const MAX_BACK_OFF_MS = 60_000

/** How far it grows once that is dead: then a person may be waiting for the server to return. */
const MAX_OUTAGE_BACK_OFF_MS = 15_000

/** How far a `Retry-After` counts: one page must not freeze a session for days. */
export const MAX_RETRY_AFTER_MS = 3_600_000

/** What is known of a failed refresh, as far as it decides when the next may leave. */
export interface RefreshFailure {
  /** Refreshes in a row that failed, this one among them. */
  failures: number
  /** What the server asked for in `Retry-After`, ms. */
  retryAfterMs?: number | undefined
  /** Whether the old access token can still be used. */
  isTokenUsable: boolean
  /** Where the refresh token may be used up: see {@link backOffWithinGrace}. */
  grace?: RefreshGrace
}

/** How long no refresh may leave after one that failed, ms: the back-off, or `Retry-After` where that is longer. */
export function refreshBackOffMs({ failures, retryAfterMs = 0, isTokenUsable, grace }: RefreshFailure): number {
  const longest = isTokenUsable ? MAX_BACK_OFF_MS : MAX_OUTAGE_BACK_OFF_MS
  const doubledMs = Math.min(FIRST_BACK_OFF_MS * 2 ** (failures - 1), longest)
  const backOffMs = grace ? backOffWithinGrace(doubledMs, grace) : doubledMs
  // Compared like this, a `Retry-After` of NaN counts as absent.
  return retryAfterMs > backOffMs ? Math.min(retryAfterMs, MAX_RETRY_AFTER_MS) : backOffMs
}

/** What is kept of the wait after a refresh that failed; both wall clock, ms since the epoch. */
export interface RefreshWait {
  /** No refresh may leave before. */
  refreshNotBefore?: number | undefined
  /** When the wait began. */
  refreshWaitsSince?: number | undefined
}

/**
 * How long no refresh of kept tokens may leave, from `now` on (wall clock, ms since the epoch); ms. 0 when that is over. A wait that began
 * before the clock was set back is void: it could last for as long as the clock was ahead.
 */
export function refreshWaitMs(
  {
    tokens: { receivedAt },
    refreshNotBefore = 0,
    // Sessions that were kept by earlier versions lack it.
    refreshWaitsSince = receivedAt,
  }: RefreshWait & { tokens: Pick<TokenSet, 'receivedAt'> },
  now: number,
): number {
  const waitMs = refreshNotBefore - now
  const isBounded = waitMs <= MAX_RETRY_AFTER_MS + CLOCK_LEEWAY_MS
  return waitMs > 0 && isBounded && !isFromFuture({ receivedAt: refreshWaitsSince }, now) ? waitMs : 0
}
