export { createCommands } from './commands.ts'
export { onEachSecond, secondsUntil } from './countdown.ts'
export { createHandle } from './handle.ts'
export { onPageHint } from './page-hints.ts'

export type { DeviceFlowCommands } from './commands.ts'
export type { DeviceFlowHandle, DeviceFlowOptions, DeviceFlowSource } from './handle.ts'
export type { PageEvents } from './page-hints.ts'
export type { Clock } from '../clock.ts'
