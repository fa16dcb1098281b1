import type { PendingLogin, SignedIn } from './record.ts'

/** An access token this close to its end may die on its way; of a short-lived one, the last tenth. As in the chart. */
const ABOUT_TO_EXPIRE_MS = 10_000

/** By how much the clocks of machines that share a session may differ. As in the chart. */
const CLOCK_LEEWAY_MS = 10_000

/** How long a poll counts as under way after it was sent, or noted again (renew-claim.ts). Two at once may both use up the code. */
export const POLL_LIMIT_MS = 15_000

/** When a token set arrived, and when its access token dies: wall clock, ms since the epoch. */
export type TokenTimes = Pick<SignedIn['tokens'], 'expiresAt' | 'receivedAt'>

/** Whether an access token lives at `now`: wall clock, ms since the epoch. One of which no expiry is known does. */
export function isAlive({ expiresAt }: TokenTimes, now: number): boolean {
  return expiresAt === undefined || now < expiresAt
}

/**
 * Whether an access token can be used at `now` (wall clock, ms since the epoch), and is not about to expire. With `minLifeMs`, it must live
 * at least that long. One that arrived later than `now` cannot: the clock was set back since, and nobody can tell whether it still lives.
 */
export function isUsable({ expiresAt, receivedAt }: TokenTimes, now: number, minLifeMs?: number): boolean {
  if (expiresAt === undefined) return true
  if (receivedAt - now > CLOCK_LEEWAY_MS) return false
  return now < expiresAt - (minLifeMs ?? Math.min(ABOUT_TO_EXPIRE_MS, (expiresAt - receivedAt) / 10))
}

/**
 * Whether two token sets came of one response. The access token alone does not say so: a server may answer a refresh with the one that it
 * gave before, and a new expiry and refresh token.
 */
export function isSameResponse(
  one: Pick<SignedIn['tokens'], 'accessToken' | 'receivedAt'> | undefined,
  other: Pick<SignedIn['tokens'], 'accessToken' | 'receivedAt'> | undefined,
): boolean {
  return one?.accessToken === other?.accessToken && one?.receivedAt === other?.receivedAt
}

/** Whether a session is of any use: its access token lives, or can be renewed. */
export function isWorthKeeping({ tokens, refused }: SignedIn, now: number): boolean {
  return isAlive(tokens, now) || (tokens.refreshToken !== undefined && !refused)
}

/** Whether somebody may be polling at `now` (wall clock, ms since the epoch): none else polls meanwhile. They may also have died since. */
export function isPollUnderWay({ poll }: PendingLogin, now: number): boolean {
  const age = poll ? now - poll.sentAt : -1
  return age >= 0 && age < POLL_LIMIT_MS
}
