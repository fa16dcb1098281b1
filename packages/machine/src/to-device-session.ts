import type { DeviceFlowSnapshot } from './machine.ts'
import type { DeviceSession } from './session.ts'

/** The session to keep for this snapshot, to be given to a new machine as `input.session`; none where there is nothing to keep. */
export function toDeviceSession(snapshot: DeviceFlowSnapshot): DeviceSession | undefined {
  const { authorization, cadence, tokens } = snapshot.context
  if (tokens) return { version: 1, type: 'signedIn', tokens, refreshInFlight: snapshot.matches('refreshing') }
  if (authorization && cadence && snapshot.hasTag('prompting')) {
    const { intervalMs, lastReplyAt } = cadence
    const { receivedAtMonotonic: _ofThisProcess, ...kept } = authorization
    return { version: 1, type: 'pending', authorization: kept, intervalMs, lastReplyAt }
  }
  return undefined
}
