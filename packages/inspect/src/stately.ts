export { createStatelyInspector } from './stately/browser.ts'
export { connectStatelyInspector } from './stately/node.ts'
export { LoopbackError } from './websocket/loopback.ts'

export type { StatelyInspector, StatelyInspectorOptions } from './stately/browser.ts'
export type { StatelyRelayInspector, StatelyRelayOptions } from './stately/node.ts'
export type { StatelyFilterOptions } from './stately/tell-redacted.ts'
