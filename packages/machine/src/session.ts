import type { DeviceAuthorization, TokenSet } from './services.ts'

/**
 * What outlives a reload, a crash or a reboot: a pending login or a token set, with absolute times. It holds secrets; JSON of it
 * shows none, so keep it with `encodeDeviceSession`.
 */
export type DeviceSession =
  | {
      version: 1
      type: 'pending'
      authorization: DeviceAuthorization
      /** The interval as `slow_down` has raised it, ms. */
      intervalMs: number
      /** Wall clock, ms since the epoch. */
      lastReplyAt: number
    }
  | {
      version: 1
      type: 'signedIn'
      tokens: TokenSet
      /** A refresh was under way: it may have used up the refresh token. */
      refreshInFlight: boolean
    }

/**
 * Stops a session that a machine could not take up, as far as its version and its first secret tell.
 *
 * @throws TypeError for one of another version, or one whose secrets are bare: what `JSON.parse` makes of a stored one
 */
export function checkSession(session: DeviceSession): void {
  const secret = session.type === 'pending' ? session.authorization?.deviceCode : session.tokens?.accessToken
  if (session.version === 1 && typeof secret?.reveal === 'function') return
  throw new TypeError('The session is no DeviceSession of version 1: read a stored one with decodeDeviceSession(text)')
}
