import type { DeviceFlowOptions, DeviceFlowSource } from '@device-flow/machine/adapter'
import { useLoginView, type DeviceFlow } from './use-login-view.ts'
import { useLoginHandle } from './use-login-handle.ts'

/**
 * Runs a device login that lives as long as the component. It starts when someone calls `start()`, never by itself.
 *
 * The login is created once: services and options of later renders are not looked at, so both may be written inline. To sign in
 * somewhere else, give the component another `key`.
 *
 * @throws TypeError naming the service that is missing, or saying what is wrong with the session
 * @see {@link https://www.rfc-editor.org/rfc/rfc8628#section-3 | RFC 8628 §3}
 * @example
 * ```tsx
 * import type { DeviceFlowServices } from '@device-flow/machine'
 * import { useDeviceFlow } from '@device-flow/react'
 *
 * declare const services: DeviceFlowServices
 *
 * export function SignIn() {
 *   const flow = useDeviceFlow(services)
 *   if (flow.status === 'awaitingUser') return <p>Open {flow.verificationUri} and enter {flow.userCode}</p>
 *   return <button onClick={flow.start}>Sign in</button>
 * }
 * ```
 */
export function useDeviceFlow(servicesOrMachine: DeviceFlowSource, options: DeviceFlowOptions = {}): DeviceFlow {
  return useLoginView(useLoginHandle(servicesOrMachine, options))
}
