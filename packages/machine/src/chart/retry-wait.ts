import type { DeviceAuthorization } from '../services.ts'

/** What is kept of a login that its server has asked to be left alone for: all wall clock, ms since the epoch. */
export interface KeptRetryAfter {
  authorization: Pick<DeviceAuthorization, 'expiresAt'>
  /** When the response came that asked for it. */
  lastReplyAt: number
  pollNotBefore?: number | undefined
}

/**
 * How long no poll of a kept login may leave, from `now` on (wall clock, ms since the epoch), as its server has asked by `Retry-After`; ms.
 * 0 when that is over. Since the clock was set back it is no longer than it was at first, and it never keeps the last poll of a code away.
 */
export function retryWaitMs({ authorization, lastReplyAt, pollNotBefore = 0 }: KeptRetryAfter, now: number): number {
  // `||`, not `??`: with NaN the next poll would not wait at all.
  return Math.max(0, Math.min(pollNotBefore, authorization.expiresAt) - Math.max(now, lastReplyAt)) || 0
}
