import type { DeviceFlowError } from './errors.ts'
import type { DeviceAuthorization, DeviceFlowClient } from './facts.ts'
import { checkClient } from './session-client.ts'
import { DeviceSessionError } from './session-error.ts'
import { lostSecret, isSecretHolder } from './session-secrets.ts'
import type { TokenSet } from './token-set.ts'

/**
 * What outlives a reload, a crash or a reboot: a pending login or a token set, with absolute times. It holds secrets; JSON of it
 * shows none, so keep it with `encodeDeviceSession`.
 */
export type DeviceSession =
  | {
      version: 1
      type: 'pending'
      /** Whose it is; absent where the services did not say. */
      client?: DeviceFlowClient
      authorization: DeviceAuthorization
      /** The interval as `slow_down` has raised it, ms. */
      intervalMs: number
      /** When the last response arrived: wall clock, ms since the epoch. Named as in the records that are already kept. */
      lastReplyAt: number
      /** No poll may leave before: wall clock, ms since the epoch (`Retry-After`). */
      pollNotBefore?: number
      /** When this was read from where it was kept: wall clock, ms since the epoch. Without it, that wait begins anew. */
      readAt?: number
    }
  | {
      version: 1
      type: 'signedIn'
      /** Whose it is; absent where the services did not say. */
      client?: DeviceFlowClient
      tokens: TokenSet
      /** A refresh was under way: it may have used up the refresh token. */
      refreshInFlight: boolean
      /** When that was sent: wall clock, ms since the epoch. */
      refreshSentAt?: number
      /** When this was read from where it was kept: wall clock, ms since the epoch. */
      readAt?: number
      /** No refresh may leave before: wall clock, ms since the epoch (`Retry-After`, back-off). */
      refreshNotBefore?: number
      /** When that wait began, by the same clock: one that begins in the future is void, since the clock was set back. */
      refreshWaitsSince?: number
      /** They could not be kept: they are in memory only. */
      unsaved?: boolean
      /** The server refuses to renew them: they are good until the access token ends. */
      refusal?: DeviceFlowError
    }

/**
 * Throws unless a machine can resume the session, and may: `own` is the machine's client.
 *
 * @throws DeviceSessionError for one of another version, one whose secrets are bare (what `JSON.parse` makes of a stored one), and
 *   one of another client
 */
export function checkSession(session: DeviceSession, own: DeviceFlowClient | undefined): void {
  const held = session.type === 'pending' ? session.authorization : session.tokens
  if (session.version !== 1 || !isSecretHolder(held) || lostSecret(held)) {
    throw new DeviceSessionError(
      'invalid',
      'The session is no DeviceSession of version 1: read a stored one with decodeDeviceSession(text)',
    )
  }
  checkClient(session.client, own)
}
