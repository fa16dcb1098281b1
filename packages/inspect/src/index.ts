export { isInspectionMessage, otherProtocol } from './protocol/is-inspection-message.ts'
export { consoleTransport } from './console/console-transport.ts'
export { createInspector } from './inspector/inspector.ts'
export { redact } from './redact/redact.ts'
export { explainError } from './transcript/explain-error.ts'
export { explainEvent } from './transcript/explain-event.ts'
export { readTranscript } from './transcript/read-transcript.ts'
export { recordTranscript } from './transcript/record-transcript.ts'
export { TranscriptError } from './transcript/transcript-error.ts'
export { transcriptFromFragment, transcriptToFragment } from './transcript/transcript-fragment.ts'
export { PROTOCOL } from './protocol/messages.ts'

export type { ConsoleTransportOptions } from './console/console-transport.ts'
export type { Inspector, InspectorOptions } from './inspector/inspector.ts'
export type { RedactOptions } from './redact/redactor.ts'
export type { ErrorContext } from './transcript/explain-error.ts'
export type { TranscriptHeader } from './transcript/header.ts'
export type { TranscriptProblem } from './transcript/problem.ts'
export type { ReadOptions, Transcript } from './transcript/read-transcript.ts'
export type { TranscriptErrorReason } from './transcript/transcript-error.ts'
export type { TranscriptFragment } from './transcript/transcript-fragment.ts'
export type { RecordOptions, TranscriptRecorder } from './transcript/record-transcript.ts'
export type {
  ActorMessage,
  ErrorExplanation,
  EventJson,
  EventMessage,
  InspectionMessage,
  SnapshotJson,
  SnapshotMessage,
  TakenTransition,
  ViewerMessage,
} from './protocol/messages.ts'
export type { InspectionTransport, InspectorSide } from './inspector/transport.ts'
