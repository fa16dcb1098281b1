import type { TokenSet } from './services.ts'

/** How long before its expiry an access token is renewed, at most; a short-lived one at nine tenths of its life. */
const LEEWAY_MS = 60_000

/** No two refreshes are ever closer than this, however short-lived a server's tokens are. */
const SHORTEST_SPACING_MS = 5_000

const FIRST_BACK_OFF_MS = 5_000
const LONGEST_BACK_OFF_MS = 60_000

/** When the machine refreshes by itself. */
export interface RefreshSchedule {
  /** Wall clock, ms since the epoch. */
  at: number
  /** And no sooner than this from now, whatever the wall clock says; ms. */
  noSoonerThanMs: number
}

function isRenewable(tokens: TokenSet): tokens is TokenSet & { expiresAt: number } {
  return tokens.refreshToken !== undefined && tokens.expiresAt !== undefined
}

/** For tokens that have just arrived. None for tokens that can't be refreshed or whose expiry the server does not tell. */
export function scheduleForNew(tokens: TokenSet): RefreshSchedule | undefined {
  if (!isRenewable(tokens)) return undefined
  const lifetime = tokens.expiresAt - tokens.receivedAt
  return {
    at: tokens.receivedAt + Math.max(lifetime * 0.9, lifetime - LEEWAY_MS),
    noSoonerThanMs: SHORTEST_SPACING_MS,
  }
}

/**
 * For tokens out of a store. A refresh that was under way when they were stored may have used up a rotating refresh token,
 * and using it again makes strict servers revoke everything: such a session waits until there is nothing left to lose.
 */
export function scheduleForRestored(tokens: TokenSet, refreshWasInFlight: boolean): RefreshSchedule | undefined {
  if (!isRenewable(tokens)) return undefined
  const at = refreshWasInFlight ? tokens.expiresAt : (scheduleForNew(tokens)?.at ?? tokens.expiresAt)
  return { at, noSoonerThanMs: 0 }
}

/** After the `faults`-th refresh in a row that brought no answer. */
export function scheduleAfterFault(faults: number, at: number): RefreshSchedule {
  const backOff = Math.min(FIRST_BACK_OFF_MS * 2 ** (faults - 1), LONGEST_BACK_OFF_MS)
  return { at: at + backOff, noSoonerThanMs: backOff }
}
