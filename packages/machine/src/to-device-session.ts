import { pendingSession } from './chart/pending-session.ts'
import { checkSnapshot } from './check-snapshot.ts'
import type { DeviceFlowSnapshot } from './machine.ts'
import type { SleepRequest } from './services.ts'
import type { DeviceSession } from './session.ts'

type SignedIn = DeviceSession & { type: 'signedIn' }

/**
 * Takes from a snapshot the session to keep, to be given to a new machine as `input.session`; undefined where there is nothing to keep.
 *
 * @throws TypeError for what is no snapshot, such as the actor
 * @example
 * ```ts
 * import { toDeviceSession, type DeviceFlowActor, type DeviceSession } from '@device-flow/machine'
 *
 * declare const actor: DeviceFlowActor
 * declare const store: { save(session: DeviceSession | undefined): void }
 * actor.subscribe((snapshot) => store.save(toDeviceSession(snapshot)))
 * ```
 */
export function toDeviceSession(snapshot: DeviceFlowSnapshot): DeviceSession | undefined {
  checkSnapshot(snapshot, 'toDeviceSession')
  const { client, authorization, cadence, tokens, unsaved, refreshBackOff, refreshError, isRefused } = snapshot.context
  if (tokens) {
    return {
      version: 1,
      ...(client && { client }),
      type: 'signedIn',
      tokens,
      refreshInFlight: snapshot.matches('refreshing'),
      ...waitOf(refreshBackOff),
      ...(unsaved && { unsaved }),
      ...(isRefused && refreshError && { refusal: refreshError }),
    }
  }
  if (authorization && cadence && snapshot.hasTag('prompting')) {
    const { receivedAtMonotonic: _ofThisProcess, ...kept } = authorization
    return pendingSession(client, kept, cadence)
  }
  return undefined
}

/** What is kept of a back-off. One that ends by the timer alone is not. */
function waitOf({ until, atLeastMs }: SleepRequest = {}): Pick<SignedIn, 'refreshNotBefore' | 'refreshWaitsSince'> {
  if (until === undefined) return {}
  return { refreshNotBefore: until, ...(atLeastMs && { refreshWaitsSince: until - atLeastMs }) }
}
