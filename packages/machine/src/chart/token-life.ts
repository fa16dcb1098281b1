import type { TokenSet } from '../services.ts'
import { isWithinGrace, MIN_SPACING_MS } from './refresh-grace.ts'

/** An access token this close to its end may die on its way; of a short-lived one, the last tenth. */
const ABOUT_TO_EXPIRE_MS = 10_000

/** What is left of a shorter life is nothing to use: RFC 6749 §5.1 counts lives in whole seconds. */
const DEAD_ON_ARRIVAL_MS = 500

/** No two refreshes that brought such tokens are closer than this, however many ask. */
const DEAD_ON_ARRIVAL_SPACING_MS = 1_000

/** By how much the clocks of machines that share a session may differ. */
export const CLOCK_LEEWAY_MS = 10_000

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
