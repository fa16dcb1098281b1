import type { DeviceFlowActor, DeviceFlowSnapshot } from '@device-flow/machine'

/**
 * Stops a login that is signed out, once that is read back where it is kept. One that somebody else has signed in by then goes on.
 *
 * @param leave is called when it has stopped
 */
export function stopSignedOut(actor: DeviceFlowActor, leave: () => void): void {
  const stop = (snapshot: DeviceFlowSnapshot): void => {
    if (snapshot.hasTag('signedIn')) return
    actor.stop()
    leave()
  }
  const now = actor.getSnapshot()
  if (!isReading(now)) return stop(now)
  const reading = actor.subscribe((snapshot) => {
    if (isReading(snapshot)) return
    reading.unsubscribe()
    stop(snapshot)
  })
}

function isReading(snapshot: DeviceFlowSnapshot): boolean {
  return snapshot.matches({ idle: 'restoring' })
}
