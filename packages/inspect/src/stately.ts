export { createStatelyInspector } from './stately/create-stately-inspector.ts'
export { connectStatelyInspector } from './stately/connect-stately-inspector.ts'
export { LoopbackError } from './socket/loopback-address.ts'

export type { StatelyInspector, StatelyInspectorOptions } from './stately/create-stately-inspector.ts'
export type { StatelyRelayInspector, StatelyRelayOptions } from './stately/connect-stately-inspector.ts'
export type { StatelyFilterOptions } from './stately/watch-redacted.ts'
