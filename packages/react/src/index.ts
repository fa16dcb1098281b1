export { useDeviceFlow } from './use-device-flow.ts'
export { useSecondsLeft } from './use-seconds-left.ts'
export { DeviceFlowProvider, useDeviceFlowContext } from './provider.ts'

export type { DeviceFlow } from './use-login-view.ts'
export type { Countdown } from './use-seconds-left.ts'
export type { DeviceFlowProviderProps } from './provider.ts'
export type { DeviceFlowCommands, DeviceFlowOptions, DeviceFlowSource } from '@device-flow/machine/adapter'
