import { DeviceFlowError, TransientFault } from '@device-flow/machine'
import type { ServiceCall, TokenSet } from '@device-flow/machine'
import { systemClock } from '@device-flow/machine/clock'
import type { Clock } from '@device-flow/machine/clock'
import type { KeptServices } from '@device-flow/session'
import type { RememberedFailures } from './remembered-failures.ts'

/** Somebody watches: for so long, the session may be written late. It is tried each second. */
const LIMIT_MS = 12_000

/** Services of a login that is signed in only by what is kept. */
interface KeptGrants extends KeptServices {
  /** Whether the server has ended the login, or its grant was given up: also where that could not be noted. */
  isOver(): boolean
}

/**
 * Lets nobody read "Signed in" of a session that is not kept: this process ends, and with it what is in memory only. Where a later try may
 * succeed, as on a disk that is full, that is waited for, for 12 s, and told as a blip. Then the grant is revoked, and the login ends as
 * `storage`.
 *
 * @param failures says why nothing is kept, where the store has said so
 */
export function keptGrants(
  services: KeptServices,
  failures: Pick<RememberedFailures, 'lastFailure' | 'mayPass'>,
  clock: Clock = systemClock,
): KeptGrants {
  let isOver = false

  async function isRevoked(tokens: TokenSet): Promise<boolean> {
    const outcome = await services.revokeTokens(tokens).catch(() => ({ revoked: false }))
    return outcome?.revoked ?? true
  }

  function untilSaved({ signal }: ServiceCall): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (isSaved: boolean): void => {
        stopTimer()
        stopWatching()
        signal.removeEventListener('abort', giveUp)
        resolve(isSaved)
      }
      const giveUp = (): void => end(false)
      const stopTimer = clock.schedule(giveUp, LIMIT_MS)
      const stopWatching = services.session.watch(({ type }) => {
        if (type === 'sessionSaved') end(true)
      })
      signal.addEventListener('abort', giveUp)
      if (signal.aborted) giveUp()
    })
  }

  async function isKeptLate(call: ServiceCall): Promise<boolean> {
    if (!failures.mayPass()) return false
    const errorDescription = `approved, but it cannot be kept yet: ${failures.lastFailure()}`
    call.tellBlip?.(new TransientFault('busy', errorDescription, { receivedAt: clock.now(), errorDescription }))
    return untilSaved(call)
  }

  return {
    ...services,
    isOver: () => isOver,
    async pollToken(authorization, call) {
      const outcome = await services.pollToken(authorization, call)
      isOver = outcome.type === 'ended'
      if (outcome.type !== 'granted' || !outcome.unsaved) return outcome
      // A read in between may succeed.
      const said = failures.lastFailure()
      if (await isKeptLate(call)) return { ...outcome, unsaved: false }
      isOver = true
      const why = failures.lastFailure() ?? said ?? 'Make room, or see --store.'
      const what = (await isRevoked(outcome.tokens))
        ? 'so it is undone'
        : 'and the server has not said that it revoked the tokens: they may live on there until they expire'
      const message = `The sign-in was approved, but the session could not be kept, ${what}. ${why}`
      // Without a cause: of a record that cannot be read signIn would begin anew.
      return { type: 'ended', error: new DeviceFlowError('storage', message) }
    },
  }
}
