import { isRecord } from '@device-flow/untrusted'
import { isInspectionMessage } from './is-inspection-message.ts'
import type { InspectionMessage, ViewerMessage } from './messages.ts'

/** A message on its way to a viewer. */
export interface InspectionEnvelope {
  deviceFlow: 'inspection'
  message: InspectionMessage
}

/** A message on its way from a viewer. */
export interface ViewerEnvelope {
  deviceFlow: 'viewer'
  message: ViewerMessage
}

/** What a page posts to its viewer when it is left or loaded again. */
export interface GoodbyeEnvelope {
  deviceFlow: 'goodbye'
}

/** The last thing that a page posts. Its viewer then says hello until the next page answers. */
export const GOODBYE: GoodbyeEnvelope = { deviceFlow: 'goodbye' }

/** Checks whether a page says that it is left or loaded again. */
export function isGoodbye(data: unknown): data is GoodbyeEnvelope {
  return isRecord(data) && data.deviceFlow === GOODBYE.deviceFlow
}

/** Wraps a message for a viewer, which distinguishes it from whatever else is posted to its window. */
export function inspectionEnvelope(message: InspectionMessage): InspectionEnvelope {
  return { deviceFlow: 'inspection', message }
}

/** Wraps a viewer's message. Its hello holds no secret, so it may be posted to any origin (`'*'`), at `window.opener ?? window.parent`. */
export function viewerEnvelope(message: ViewerMessage): ViewerEnvelope {
  return { deviceFlow: 'viewer', message }
}

/** Returns what is in an envelope for viewers, unchecked; nothing when it is no such envelope. */
export function inspectionContents(data: unknown): unknown {
  return isRecord(data) && data.deviceFlow === 'inspection' ? data.message : undefined
}

/**
 * Returns the message in an envelope for viewers; nothing when it is no such envelope, or holds none that `isInspectionMessage` accepts.
 */
export function readInspectionEnvelope(data: unknown): InspectionMessage | undefined {
  const message = inspectionContents(data)
  return isInspectionMessage(message) ? message : undefined
}

/** Returns the message in an envelope from a viewer; nothing when it is no such envelope. The inspector judges what a `send` asks for. */
export function readViewerEnvelope(data: unknown): ViewerMessage | undefined {
  if (!isRecord(data) || data.deviceFlow !== 'viewer' || !isRecord(data.message)) return undefined
  const { type } = data.message
  return type === 'hello' || type === 'send' ? (data.message as unknown as ViewerMessage) : undefined
}
