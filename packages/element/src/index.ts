import { define } from './define.ts'

define()

export { DeviceLoginElement } from './device-login-element.ts'
export { toAttributes } from './settings.ts'
export { english } from './words/english.ts'

export type { DeviceLoginEventMap } from './login/events.ts'
export type { DeviceLoginAttributes, DeviceLoginProperties } from './settings.ts'
export type { EndingKind } from './words/ending-kind.ts'
export type { InterruptionKind } from './words/interruption-kind.ts'
export type { DeviceLoginWords, EndingWords, InterruptionWords, ReplacedWords } from './words/words.ts'
export type { DeviceFlowCommands, DeviceFlowOptions, DeviceFlowSource } from '@device-flow/machine/adapter'
export type { Store } from '@device-flow/session'
