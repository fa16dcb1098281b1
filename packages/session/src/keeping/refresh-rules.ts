import { TransientFault } from '@device-flow/machine'
import {
  isFromFuture,
  isWithinGrace,
  MAX_RETRY_AFTER_MS,
  refreshWaitMs,
  backOffWithinGrace,
} from '@device-flow/machine/tokens'
import type { RefreshWait } from '@device-flow/machine/tokens'
import type { Declined, Refresh, SignedIn } from '../record/record.ts'
import type { Keeping } from './keeping.ts'

/** How long a server takes a used refresh token again, unless the services say. */
const DEFAULT_GRACE_MS = 10_000

/** After a refresh that failed, or was declined, the next leaves so much later, of whichever process; as in the chart after its first. */
const BACK_OFF_MS = 5_000

/** Without a lock, another's refresh counts as under way for so long: a refresh (30 s), its write, and some. */
export const UNDER_WAY_MS = 45_000

/** How long the server takes a used refresh token again, ms. */
export function graceOf({ services }: Keeping): number {
  return services.refreshGraceMs ?? DEFAULT_GRACE_MS
}

/** Whether another may still be waiting for the response. */
export function isUnderWay(refresh: Refresh | undefined, owner: string, now: number): boolean {
  return isAwaitedElsewhere(refresh, owner) && now - refresh.sentAt < UNDER_WAY_MS
}

/** A refresh that has not ended by then has brought tokens that could not be written, or its sender is dead. */
const UNSAVED_AFTER_MS = 5_000

/** Whether another may have the tokens of this refresh in memory, and lack only a store that takes them. */
export function mayBeUnsaved(refresh: Refresh | undefined, owner: string, now: number): boolean {
  const ageMs = isAwaitedElsewhere(refresh, owner) ? now - refresh.sentAt : 0
  // Negative by a clock that was set back, which says nothing.
  return ageMs < 0 || ageMs >= UNSAVED_AFTER_MS
}

function isAwaitedElsewhere(refresh: Refresh | undefined, owner: string): refresh is Refresh {
  return refresh !== undefined && !refresh.lost && refresh.owner !== owner
}

/** Whether two notes are of one refresh. */
export function isSameRefresh(one: Refresh | undefined, other: Refresh | undefined): boolean {
  return one?.owner === other?.owner && one?.sentAt === other?.sentAt
}

/** When the refresh token was first sent. */
export function firstSentAt(refresh: Refresh | undefined): number | undefined {
  return refresh?.firstSentAt ?? refresh?.sentAt
}

/**
 * For how long no refresh may leave after one that failed; empty when the next may leave at once.
 *
 * @param earlier the refresh with the same token whose response was lost before
 */
export function waitAfter(
  {
    receivedAt,
    sentAt,
    status,
    retryAfterMs,
  }: Pick<TransientFault, 'receivedAt' | 'sentAt' | 'status' | 'retryAfterMs'>,
  earlier: Refresh | undefined,
  graceMs: number,
): RefreshWait {
  // A server that has got nothing need not be spared.
  const isUnseen = (status ?? sentAt) === undefined
  // R5: one whose response was lost is sent once more, and at once.
  const isSentAgain = !earlier && isWithinGrace(sentAt, receivedAt, graceMs)
  if (!retryAfterMs && (isUnseen || isSentAgain)) return {}
  const usedAt = firstSentAt(earlier) ?? sentAt
  const backOffMs = backOffWithinGrace(BACK_OFF_MS, { usedAt, at: receivedAt, graceMs })
  const waitMs = Math.max(Math.min(retryAfterMs || 0, MAX_RETRY_AFTER_MS), backOffMs)
  return { refreshNotBefore: receivedAt + waitMs, refreshWaitsSince: receivedAt }
}

/** Whether the server has declined a refresh so lately that it is not asked again: it would say the same. */
export function isDeclinedLately(declined: Declined | undefined, now: number): declined is Declined {
  return isWithinGrace(declined?.at, now, BACK_OFF_MS)
}

/**
 * Why a refresh must not be sent now, and until when; undefined when it may. It is a wait, and no network that is down.
 *
 * @param earlier the refresh with the same token whose response was lost
 */
export function whyNotNow(
  signedIn: SignedIn,
  earlier: Refresh | undefined,
  now: number,
  graceMs: number,
): TransientFault | undefined {
  const waitMs = refreshWaitMs(signedIn, now)
  if (waitMs > 0) {
    return new TransientFault('rateLimited', 'The server is left alone for a while.', {
      receivedAt: now,
      retryAfterMs: waitMs,
    })
  }
  const sentAt = firstSentAt(earlier)
  const { tokens } = signedIn
  const { expiresAt } = tokens
  if (sentAt === undefined || expiresAt === undefined || now >= expiresAt || isFromFuture(tokens, now)) return undefined
  if (isWithinGrace(sentAt, now, graceMs)) return undefined
  return new TransientFault(
    'rateLimited',
    'The last refresh may have used up the refresh token. The access token is used to its end before another is sent.',
    { receivedAt: now, retryAfterMs: expiresAt - now },
  )
}
