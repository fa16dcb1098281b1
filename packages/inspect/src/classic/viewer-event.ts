import type { ViewerMessage } from '../protocol/messages.ts'

type Unjudged = Record<string, unknown>

/**
 * Puts what a viewer asks to be sent into our own words; whether it may be sent, the inspector judges. The viewer says
 * `{ type: 'xstate.event', event, service }`, where `event` is the JSON of an SCXML event. Its `origin` is, in spite of the name, the
 * session that it is meant for. Of an event that a person has typed, the viewer at stately.ai leaves that out and names a `sessionId`.
 */
export function readViewerEvent({ event: json, service, sessionId }: Unjudged): Unjudged | undefined {
  const scxml = parseObject(json)
  if (!scxml) return undefined
  const type: ViewerMessage['type'] = 'send'
  const event = scxml.$$type === 'scxml' ? scxml.data : scxml
  return { type, sessionId: scxml.origin ?? service ?? sessionId, event }
}

function parseObject(json: unknown): Unjudged | undefined {
  try {
    const value: unknown = JSON.parse(String(json))
    return typeof value === 'object' && value !== null ? (value as Unjudged) : undefined
  } catch {
    return undefined
  }
}
