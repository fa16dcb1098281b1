import type { DeviceFlowHandle, DeviceFlowOptions, DeviceFlowSource } from '@device-flow/machine/adapter'
import { createContext, createElement, useContext } from 'react'
import type { Context, ReactElement, ReactNode } from 'react'
import { useLoginView, type DeviceFlow } from './use-login-view.ts'
import { useLoginHandle } from './use-login-handle.ts'

const HandleContext: Context<DeviceFlowHandle | undefined> = createContext<DeviceFlowHandle | undefined>(undefined)

/** The props of {@link DeviceFlowProvider}. */
export interface DeviceFlowProviderProps {
  /** Services, or the machine that was made of them. */
  services: DeviceFlowSource
  /** Read once, when the login is created. */
  options?: DeviceFlowOptions | undefined
  /** Who shares the login. */
  children?: ReactNode
}

/**
 * Runs one login for all components below. It never renders them by itself: each renders for what it reads by {@link useDeviceFlowContext}.
 *
 * @throws TypeError naming the service that is missing, or saying what is wrong with the session
 * @example
 * ```tsx
 * import type { DeviceFlowServices } from '@device-flow/machine'
 * import { DeviceFlowProvider } from '@device-flow/react'
 * import type { ReactNode } from 'react'
 *
 * declare const services: DeviceFlowServices
 *
 * export function Login({ children }: { children: ReactNode }) {
 *   return <DeviceFlowProvider services={services}>{children}</DeviceFlowProvider>
 * }
 * ```
 */
export function DeviceFlowProvider({ services, options = {}, children }: DeviceFlowProviderProps): ReactElement {
  return createElement(HandleContext.Provider, { value: useLoginHandle(services, options) }, children)
}

/**
 * Reads the login of the {@link DeviceFlowProvider} above: the same for every component below it.
 *
 * @throws Error when there is none
 * @example
 * ```tsx
 * import { useDeviceFlowContext } from '@device-flow/react'
 *
 * export function SignOut() {
 *   const { status, signOut } = useDeviceFlowContext()
 *   return status === 'authorized' && <button onClick={signOut}>Sign out</button>
 * }
 * ```
 */
export function useDeviceFlowContext(): DeviceFlow {
  const handle = useContext(HandleContext)
  if (!handle) throw new Error('useDeviceFlowContext needs a <DeviceFlowProvider services={…}> above this component')
  return useLoginView(handle)
}
