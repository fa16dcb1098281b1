import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type { RequestHeaders } from '../request-log.ts'
import type { IncomingRequest } from '../serve-request.ts'

/** A request as Node's HTTP brings it. */
export function incomingRequest(incoming: IncomingMessage, outgoing: ServerResponse, origin: string): IncomingRequest {
  return {
    method: incoming.method ?? '',
    url: new URL(incoming.url ?? '/', origin),
    headers: joined(incoming.headers),
    readBody: () => text(incoming),
    whenClosed: (listener) => void outgoing.once('close', () => listener(!outgoing.writableFinished)),
  }
}

function joined(headers: IncomingHttpHeaders): RequestHeaders {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  )
}
