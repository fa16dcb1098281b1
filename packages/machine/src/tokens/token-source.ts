import { systemClock } from '../clock.ts'
import type { DeviceFlowActor } from '../machine.ts'
import type { TokenSource } from '../session-keeper.ts'
import { freshTokens, renewTokens } from './fresh-tokens.ts'

/**
 * Makes what an authorized fetch gets its tokens from, of a login whose actor runs.
 *
 * @param now the wall clock by which tokens expire, ms since the epoch; default: the platform's
 * @example
 * ```ts
 * import type { DeviceFlowActor } from '@device-flow/machine'
 * import { createTokenSource } from '@device-flow/machine/tokens'
 *
 * declare const actor: DeviceFlowActor
 * const source = createTokenSource(actor)
 * console.log(source.held()?.scope)
 * ```
 */
export function createTokenSource(actor: DeviceFlowActor, now: () => number = systemClock.now): TokenSource {
  return {
    held: () => actor.getSnapshot().context.tokens,
    fresh: () => freshTokens(actor, now),
    renew: () => renewTokens(actor),
  }
}
