import type { DeviceFlowSnapshot } from './machine.ts'
import type { DeviceAuthorization, TokenSet } from './services.ts'

/**
 * What outlives a reload, a crash or a reboot: a pending login or a token set, with absolute times. It holds secrets; JSON of it
 * shows none, so keep it with {@link encodeDeviceSession}.
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

/** The session to keep for this snapshot, to be given to a new machine as `input.session`; none where there is nothing to keep. */
export function toDeviceSession(snapshot: DeviceFlowSnapshot): DeviceSession | undefined {
  const { authorization, cadence, tokens } = snapshot.context
  if (tokens) return { version: 1, type: 'signedIn', tokens, refreshInFlight: snapshot.matches('refreshing') }
  if (authorization && cadence && snapshot.hasTag('prompting')) {
    const { intervalMs, lastReplyAt } = cadence
    return { version: 1, type: 'pending', authorization, intervalMs, lastReplyAt }
  }
  return undefined
}
