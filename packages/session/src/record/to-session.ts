import { DeviceFlowError } from '@device-flow/machine'
import type { DeviceFlowClient, DeviceSession } from '@device-flow/machine'
import { isWorthKeeping } from './life.ts'
import type { PendingLogin, Refused, SessionRecord, SignedIn } from './record.ts'
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
  if (signedIn && isWorthKeeping(signedIn, readAt)) return { ...owner, ...signedInSession(signedIn), readAt }
  if (!pending || readAt >= pending.authorization.expiresAt) return undefined
  const { authorization, intervalMs } = pending
  return {
    ...owner,
    type: 'pending',
    authorization: secretAuthorization(authorization),
    intervalMs,
    lastReplyAt: lastContactAt(pending),
  }
}

/** What the server said when it refused to renew the tokens; undefined when it did not. */
export function refusalOf({ refused }: SignedIn): DeviceFlowError | undefined {
  return refused && toRefusal(refused)
}

/** The error that a refusal stands for. */
export function toRefusal({ error, message }: Refused): DeviceFlowError {
  return new DeviceFlowError('signedOut', message, { error, endedBy: 'server' })
}

function signedInSession(signedIn: SignedIn) {
  const { tokens, refresh, refreshNotBefore } = signedIn
  const refusal = refusalOf(signedIn)
  return {
    type: 'signedIn',
    tokens: secretTokens(tokens),
    refreshInFlight: refresh !== undefined,
    ...(refresh && { refreshSentAt: refresh.firstSentAt ?? refresh.sentAt }),
    ...(refreshNotBefore !== undefined && { refreshNotBefore }),
    ...(refusal && { refusal }),
  } as const
}
