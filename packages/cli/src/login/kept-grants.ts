import { DeviceFlowError } from '@device-flow/machine'
import type { TokenSet } from '@device-flow/machine'
import type { KeptServices } from '@device-flow/session'

/** Services of a login that is signed in only by what is kept. */
interface KeptGrants extends KeptServices {
  /** Whether the server has ended the login, or its grant was given up: also where that could not be noted. */
  isOver(): boolean
}

/**
 * Lets nobody read "Signed in" of a session that is not kept: this process ends, and with it what is in memory only. The grant is revoked,
 * and the login ends as `storage`.
 *
 * @param lastFailure says why nothing is kept, where the store has said so
 */
export function keptGrants(services: KeptServices, lastFailure: () => string | undefined): KeptGrants {
  let isOver = false

  async function isRevoked(tokens: TokenSet): Promise<boolean> {
    const outcome = await services.revokeTokens(tokens).catch(() => ({ revoked: false }))
    return outcome?.revoked ?? true
  }

  return {
    ...services,
    isOver: () => isOver,
    async pollToken(authorization, call) {
      const outcome = await services.pollToken(authorization, call)
      isOver = outcome.type === 'ended' || (outcome.type === 'granted' && outcome.unsaved === true)
      if (outcome.type !== 'granted' || !outcome.unsaved) return outcome
      const why = lastFailure() ?? 'Make room, or see --store.'
      const what = (await isRevoked(outcome.tokens))
        ? 'so it is undone'
        : 'and the server has not said that it revoked the tokens: they may live on there until they expire'
      const message = `The sign-in was approved, but the session could not be kept, ${what}. ${why}`
      // Without a cause: of a record that cannot be read signIn would begin anew.
      return { type: 'ended', error: new DeviceFlowError('storage', message) }
    },
  }
}
