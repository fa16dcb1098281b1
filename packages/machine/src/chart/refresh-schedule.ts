import type { TokenSet } from '../services.ts'
import type { DeviceSession } from '../session.ts'

/** How long before its expiry an access token is renewed, at most; a short-lived one at nine tenths of its life. */
const LEEWAY_MS = 60_000

/** No two refreshes that nobody has asked for are closer than this, however short-lived a server's tokens are. */
const MIN_SPACING_MS = 5_000

/** An access token this close to its end may die on its way; of a short-lived one, the last tenth. */
const ABOUT_TO_EXPIRE_MS = 10_000

/** What is left of a shorter life is nothing to use: RFC 6749 §5.1 counts lives in whole seconds. */
const DEAD_ON_ARRIVAL_MS = 500

/** No two refreshes that brought such tokens are closer than this, however many ask. */
const DEAD_ON_ARRIVAL_SPACING_MS = 1_000

const FIRST_BACK_OFF_MS = 5_000
/** How far back-off grows while the old access token lives, and nobody waits for a new one. */
const MAX_BACK_OFF_MS = 60_000

/** How far it grows once that is dead: then a person may be waiting for the server to return. */
const MAX_OUTAGE_BACK_OFF_MS = 15_000

/** How far a `Retry-After` counts: one page must not freeze a session for days. */
export const MAX_RETRY_AFTER_MS = 3_600_000

/** What a request needs to arrive in time, at least. */
const TRIP_MS = 500

/** By how much the clocks of machines that share a session may differ. */
const CLOCK_LEEWAY_MS = 10_000

/**
 * When to renew tokens that have just arrived: wall clock, ms since the epoch. Never for tokens that cannot be refreshed, or whose
 * expiry the server does not tell.
 *
 * @param spread see `SessionKeeper`
 */
export function whenToRefresh({ refreshToken, expiresAt, receivedAt }: TokenSet, spread: number): number | undefined {
  if (refreshToken === undefined || expiresAt === undefined) return undefined
  const leewayMs = Math.min((expiresAt - receivedAt) / 10, LEEWAY_MS)
  // Earlier, not later: those who ask find a token that has its leeway still.
  return Math.max(expiresAt - leewayMs * (1 + spread), receivedAt + MIN_SPACING_MS)
}

/** What of a machine's services decides when it refreshes. */
export interface RefreshSettings {
  /** See `DeviceFlowServices`; ms. */
  refreshGraceMs: number
  /** See `SessionKeeper`. */
  refreshSpread: number
}

/**
 * When to renew tokens out of a store. A refresh that was under way when they were stored may have used up a rotating refresh token. While
 * the server still takes that one, it is sent again at once. After that, using it again makes strict servers revoke everything: such a
 * session waits until there is nothing left to lose.
 */
export function whenToRefreshRestored(
  { tokens, refreshInFlight, refreshSentAt, readAt }: DeviceSession & { type: 'signedIn' },
  { refreshGraceMs, refreshSpread }: RefreshSettings,
): number | undefined {
  if (!refreshInFlight) return whenToRefresh(tokens, refreshSpread)
  return isWithinGrace(refreshSentAt, readAt, refreshGraceMs) ? readAt : tokens.expiresAt
}

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

/**
 * Whether tokens arrived later than `now` (wall clock, ms since the epoch): the clock was set back since, and nobody can tell how long they
 * live on.
 */
export function isFromFuture({ receivedAt }: Pick<TokenSet, 'receivedAt'>, now: number): boolean {
  return receivedAt - now > CLOCK_LEEWAY_MS
}

/**
 * Whether tokens have to be renewed before they are used at `now`: wall clock, ms since the epoch. `wasRefreshed` says that they came of a
 * refresh, not of a sign-in.
 */
export function needsRenewal(tokens: TokenSet, wasRefreshed: boolean, now: number): boolean {
  const { expiresAt, receivedAt } = tokens
  if (expiresAt === undefined) return false
  if (isFromFuture(tokens, now)) return true
  const lifetime = expiresAt - receivedAt
  // Without this pause, a server that gives no others would be asked again by everyone who asks.
  const isPointless = wasRefreshed && lifetime < DEAD_ON_ARRIVAL_MS
  if (isPointless && now - receivedAt < DEAD_ON_ARRIVAL_SPACING_MS) return false
  return now >= expiresAt - Math.min(ABOUT_TO_EXPIRE_MS, lifetime / 10)
}

/** Whether tokens came of a refresh so lately that an API which refuses them `now` (ms since the epoch) is no reason for another. */
export function isJustRenewed({ renewed, receivedAt }: TokenSet, now: number): boolean {
  return renewed === true && isWithinGrace(receivedAt, now, MIN_SPACING_MS)
}

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
