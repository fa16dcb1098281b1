import type { IncomingMessage, ServerResponse } from 'node:http'

/** Lets pages of any origin read the response. Returns whether it has answered the browser's own question (a preflight request). */
export function answerPages({ method, headers }: IncomingMessage, outgoing: ServerResponse): boolean {
  outgoing.setHeader('access-control-allow-origin', '*')
  outgoing.setHeader('access-control-expose-headers', 'www-authenticate, retry-after, date')
  const asked = headers['access-control-request-headers']
  if (method !== 'OPTIONS' || headers['access-control-request-method'] === undefined) return false
  outgoing.setHeader('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE')
  if (asked !== undefined) outgoing.setHeader('access-control-allow-headers', asked)
  outgoing.writeHead(204).end()
  return true
}
