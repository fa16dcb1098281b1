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
