import { DeviceFlowError } from '@device-flow/machine'
import type { DeviceFlowClient, DeviceSession } from '@device-flow/machine'
import { isWorthKeeping } from './life.ts'
import type { PendingLogin, Refused, SessionRecord } from './record.ts'
import { secretAuthorization, secretTokens } from './secrets.ts'

/** When the last response to a pending login arrived, or the last poll was sent: the next may leave an interval later. */
export function lastContactAt({ lastReplyAt, poll }: PendingLogin): number {
  return Math.max(lastReplyAt, poll?.sentAt ?? 0)
}

/**
 * The session in a record, as the chart takes it; undefined when there is none that is of any use at `readAt`: wall clock, ms since the
 * epoch.
 *
 * @param client whose it is, where the services say
 */
export function toSession(
  { signedIn, pending }: Pick<SessionRecord, 'signedIn' | 'pending'>,
  readAt: number,
  client: DeviceFlowClient | undefined,
): DeviceSession | undefined {
  const owner = { version: 1, ...(client && { client }) } as const
  if (signedIn && isWorthKeeping(signedIn, readAt)) {
    const { tokens, refresh, refreshNotBefore, refreshWaitsSince, refused } = signedIn
    return {
      ...owner,
      type: 'signedIn',
      tokens: secretTokens(tokens),
      readAt,
      refreshInFlight: refresh !== undefined,
      ...(refresh && { refreshSentAt: refresh.firstSentAt ?? refresh.sentAt }),
      ...(refreshNotBefore !== undefined && { refreshNotBefore }),
      ...(refreshWaitsSince !== undefined && { refreshWaitsSince }),
      ...(refused && { refusal: toRefusal(refused) }),
    }
  }
  if (!pending || readAt >= pending.authorization.expiresAt) return undefined
  const { authorization, intervalMs, pollNotBefore } = pending
  const contactAt = lastContactAt(pending)
  // In the future: the clock was set back since. Nobody waits until it is there again.
  const setBackMs = Math.max(0, contactAt - readAt)
  return {
    ...owner,
    type: 'pending',
    authorization: secretAuthorization(authorization),
    intervalMs,
    lastReplyAt: contactAt - setBackMs,
    ...(pollNotBefore !== undefined && { pollNotBefore: pollNotBefore - setBackMs, readAt }),
  }
}

/** The error that a refusal to renew the tokens stands for. */
export function toRefusal({ error, message }: Refused): DeviceFlowError {
  return new DeviceFlowError('signedOut', message, { error, endedBy: 'server' })
}
