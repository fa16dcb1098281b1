import type { TokenSet } from './services.ts'

/** How long before its expiry an access token is renewed, at most; a short-lived one at nine tenths of its life. */
const LEEWAY_MS = 60_000

/** No two refreshes by the machine itself are closer than this, however short-lived a server's tokens are. */
const SHORTEST_SPACING_MS = 5_000

const FIRST_BACK_OFF_MS = 5_000
const LONGEST_BACK_OFF_MS = 60_000

/**
 * When to renew tokens that have just arrived: wall clock, ms since the epoch. Never for tokens that can't be refreshed, or whose
 * expiry the server does not tell.
 */
export function whenToRefresh({ refreshToken, expiresAt, receivedAt }: TokenSet): number | undefined {
  if (refreshToken === undefined || expiresAt === undefined) return undefined
  const lifetime = expiresAt - receivedAt
  return receivedAt + Math.max(lifetime * 0.9, lifetime - LEEWAY_MS, SHORTEST_SPACING_MS)
}

/**
 * When to renew tokens out of a store. A refresh that was under way when they were stored may have used up a rotating refresh
 * token, and using it again makes strict servers revoke everything: such a session waits until there is nothing left to lose.
 */
export function whenToRefreshRestored(tokens: TokenSet, refreshWasInFlight: boolean): number | undefined {
  const at = whenToRefresh(tokens)
  return at !== undefined && refreshWasInFlight ? tokens.expiresAt : at
}

/** When to try again after the `faults`-th refresh in a row that brought no answer, at `faultAt`. */
export function whenToRefreshAgain(faults: number, faultAt: number): number {
  return faultAt + Math.min(FIRST_BACK_OFF_MS * 2 ** (faults - 1), LONGEST_BACK_OFF_MS)
}
