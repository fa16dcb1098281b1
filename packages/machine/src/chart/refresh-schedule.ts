import type { TokenSet } from '../services.ts'
import type { DeviceSession } from '../session.ts'
import { isWithinGrace, MIN_SPACING_MS } from './refresh-grace.ts'

/** How long before its expiry an access token is renewed, at most; a short-lived one at nine tenths of its life. */
const LEEWAY_MS = 60_000

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
