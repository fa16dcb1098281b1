import type { DeviceFlowServices } from '@device-flow/machine'
import { createHandle } from '@device-flow/machine/adapter'

/** Ends the login that the app has left behind when it failed: what comes next would find it again. */
export function startOver(services: DeviceFlowServices): void {
  const { commands } = createHandle(services, { onUnmount: 'detach' })
  // Each is ignored where there is nothing to end.
  commands.signOut()
  commands.cancel()
}
