import type { DeviceFlowActor } from '../machine.ts'
import type { TokenSource } from '../session-keeper.ts'
import { freshTokens, renewTokens } from './fresh-tokens.ts'

/**
 * Makes the source from which an authorized fetch gets the tokens of a login.
 *
 * @param now the wall clock by which tokens expire, ms since the epoch; default: the platform's
 * @example
 * ```ts
 * import type { DeviceFlowActor, TokenSource } from '@device-flow/machine'
 * import { tokenSourceOf } from '@device-flow/machine/tokens'
 *
 * declare const actor: DeviceFlowActor
 * const tokens: TokenSource = tokenSourceOf(actor)
 * console.log(tokens.held() ? 'signed in' : 'signed out')
 * ```
 */
export function tokenSourceOf(actor: DeviceFlowActor, now?: () => number): TokenSource {
  return {
    held: () => actor.getSnapshot().context.tokens,
    fresh: () => freshTokens(actor, now),
    renew: () => renewTokens(actor),
  }
}
