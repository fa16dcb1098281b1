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

/** What a page says to its viewer when it is left or loaded again. */
export interface GoodbyeEnvelope {
  deviceFlow: 'goodbye'
}

/** A page's last word. Its viewer says hello until the page that comes after it answers. */
export const GOODBYE: GoodbyeEnvelope = { deviceFlow: 'goodbye' }

/** Whether a page says that it is left or loaded again. */
export function isGoodbye(data: unknown): data is GoodbyeEnvelope {
  return typeof data === 'object' && data !== null && 'deviceFlow' in data && data.deviceFlow === GOODBYE.deviceFlow
}

/** Wraps a message for a viewer, so that it can be told from whatever else is posted to its window. */
export function inspectionEnvelope(message: InspectionMessage): InspectionEnvelope {
  return { deviceFlow: 'inspection', message }
}

/** Wraps what a viewer says. Its hello holds no secret, so it may be posted to any window (`'*'`): `window.opener ?? window.parent`. */
export function viewerEnvelope(message: ViewerMessage): ViewerEnvelope {
  return { deviceFlow: 'viewer', message }
}

/** The message in an envelope for viewers; nothing when it is none, of a protocol that is not this one's, or not as `isInspectionMessage` wants it. */
export function readInspectionEnvelope(data: unknown): InspectionMessage | undefined {
  const message = contentsOf(data, 'inspection')
  return isInspectionMessage(message) ? message : undefined
}

/** The message in an envelope from a viewer; nothing when it is none. The inspector judges what a `send` asks for. */
export function readViewerEnvelope(data: unknown): ViewerMessage | undefined {
  const message = contentsOf(data, 'viewer')
  return message?.['type'] === 'hello' || message?.['type'] === 'send'
    ? (message as unknown as ViewerMessage)
    : undefined
}

function contentsOf(data: unknown, kind: string): Record<string, unknown> | undefined {
  if (!isRecord(data) || data['deviceFlow'] !== kind) return undefined
  return isRecord(data['message']) ? data['message'] : undefined
}
