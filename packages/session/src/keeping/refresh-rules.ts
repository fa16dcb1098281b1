import { TransientFault } from '@device-flow/machine'
import type { RefreshOutcome } from '@device-flow/machine'
import { isSameResponse, isUsable } from '../record/life.ts'
import type { Refresh, SignedIn } from '../record/record.ts'
import { secretTokens } from '../record/secrets.ts'
import { refusalOf } from '../record/to-session.ts'
import { sessionEndedError } from './ends.ts'
import type { Contents } from './contents.ts'

/** How long a server takes a used refresh token again, unless the services say. */
export const DEFAULT_GRACE_MS = 10_000

/** The session that a refresh is for, as the chart holds it. */
export interface Held {
  /** Of the sign-in. */
  id: string
  tokens: Pick<SignedIn['tokens'], 'accessToken' | 'receivedAt'>
}

/** What the record says without any request: others have renewed the tokens, or ended the session, or the server renews them no longer. */
export function knownOutcome(contents: Contents, held: Held, now: number): RefreshOutcome | undefined {
  const { signedIn } = contents
  if (signedIn?.id !== held.id) return { type: 'refused', error: sessionEndedError(contents) }
  const { tokens, refused } = signedIn
  if (!isSameResponse(tokens, held.tokens) && isUsable(tokens, now)) {
    return { type: 'refreshed', tokens: secretTokens(tokens) }
  }
  const error = refusalOf(signedIn)
  return error && refused && { type: 'refused', error, receivedAt: refused.at }
}

/** Without a lock, another's refresh counts as under way for so long: a refresh (30 s), its write, and some. */
export const UNDER_WAY_MS = 45_000

/** Whether another may still be waiting for the response. */
export function isUnderWay(refresh: Refresh | undefined, owner: string, now: number): boolean {
  return refresh !== undefined && !refresh.lost && refresh.owner !== owner && now - refresh.sentAt < UNDER_WAY_MS
}

/** Whether two notes are of one refresh. */
export function isSame(one: Refresh | undefined, other: Refresh): boolean {
  return one?.owner === other.owner && one.sentAt === other.sentAt
}

/** When the refresh token was first sent. */
export const firstSentAt = ({ sentAt, firstSentAt: first = sentAt }: Refresh): number => first

/** Why a refresh must not be sent now; undefined when it may. */
export function whyNotNow(
  {
    tokens,
    refresh,
    refreshNotBefore,
  }: Pick<SignedIn, 'tokens' | 'refreshNotBefore'> & { refresh: Refresh | undefined },
  now: number,
  graceMs: number,
): TransientFault | undefined {
  if (refreshNotBefore !== undefined && now < refreshNotBefore) {
    return new TransientFault('rateLimited', 'The server asks to be left alone for a while.', {
      receivedAt: now,
      retryAfterMs: refreshNotBefore - now,
    })
  }
  const { expiresAt } = tokens
  if (!refresh || expiresAt === undefined || now >= expiresAt) return undefined
  const age = now - firstSentAt(refresh)
  // A time in the future, by a clock that was set, says nothing of its age.
  if (age >= 0 && age < graceMs) return undefined
  return new TransientFault(
    'timeout',
    'The response to the last refresh was lost. The access token is used to its end before another is sent.',
    { receivedAt: now, retryAfterMs: expiresAt - now },
  )
}
