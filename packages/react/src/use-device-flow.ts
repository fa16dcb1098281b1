import type { DeviceFlowOptions, DeviceFlowSource } from '@device-flow/machine/adapter'
import { useLoginView, type DeviceFlow } from './use-login-view.ts'
import { useLoginHandle } from './use-login-handle.ts'

/**
 * A device login (RFC 8628) that lives as long as the component. It starts when someone calls `start()`, never by itself.
 *
 * The login is created once: services and options of later renders are not looked at, so both may be written inline. To sign in
 * somewhere else, give the component another `key`.
 *
 * @throws TypeError naming the service that is missing
 */
export function useDeviceFlow(servicesOrMachine: DeviceFlowSource, options: DeviceFlowOptions = {}): DeviceFlow {
  return useLoginView(useLoginHandle(servicesOrMachine, options))
}
