export {
  GOODBYE,
  inspectionContents,
  inspectionEnvelope,
  isGoodbye,
  readInspectionEnvelope,
  readViewerEnvelope,
  viewerEnvelope,
} from './protocol/envelope.ts'
export type { GoodbyeEnvelope, InspectionEnvelope, ViewerEnvelope } from './protocol/envelope.ts'
export { inspectorFrame } from './window/inspector-frame.ts'
export type { InspectorFrameOptions } from './window/inspector-frame.ts'
export { inspectorWindow, openInspectorWindow } from './window/inspector-window.ts'
export type { InspectorWindow, InspectorWindowOptions } from './window/inspector-window.ts'
