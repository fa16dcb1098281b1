export { createInspector } from './inspector/inspector.ts'
export { redact } from './redact/redact.ts'
export { PROTOCOL } from './messages.ts'

export type { Inspector, InspectorOptions } from './inspector/inspector.ts'
export type { RedactOptions } from './redact/redactor.ts'
export type {
  ActorMessage,
  EventJson,
  EventMessage,
  InspectionMessage,
  SnapshotJson,
  SnapshotMessage,
  TakenTransition,
  ViewerMessage,
} from './messages.ts'
export type { InspectionTransport, InspectorSide } from './transport.ts'
