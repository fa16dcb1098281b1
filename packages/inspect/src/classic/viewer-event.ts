import type { ViewerMessage } from '../protocol/messages.ts'

type Unchecked = Record<string, unknown>

/**
 * Turns what a viewer asks to be sent into a message of our protocol; the inspector judges whether it may be sent. The viewer posts
 * `{ type: 'xstate.event', event, service }`, where `event` is the JSON of an SCXML event. Its `origin` is, in spite of the name, the
 * session that it is meant for. For an event that a person has typed, the viewer at stately.ai leaves that out and sends a `sessionId`.
 */
export function readViewerEvent({ event: json, service, sessionId }: Unchecked): Unchecked | undefined {
  const scxml = parseObject(json)
  if (!scxml) return undefined
  const type: ViewerMessage['type'] = 'send'
  const event = scxml.$$type === 'scxml' ? scxml.data : scxml
  return { type, sessionId: scxml.origin ?? service ?? sessionId, event }
}

function parseObject(json: unknown): Unchecked | undefined {
  try {
    const value: unknown = JSON.parse(String(json))
    return typeof value === 'object' && value !== null ? (value as Unchecked) : undefined
  } catch {
    return undefined
  }
}
