import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { createCarry } from './carry.ts'
import { readBody } from './read-body.ts'
import { RelayRefusal } from './refusal.ts'
import { readRelayedRequest } from './relayed-request.ts'

/** The header in which the page finds what the server said besides the body: JSON, percent-encoded. */
const RESPONSE_HEADER = 'Relay-Response'

/** Forms of OAuth, with assertions in them. */
const MAX_REQUEST_BYTES = 64 * 1024

const TIMEOUT_MS = 30_000

/** Limits that tests set. */
export interface RelayOptions {
  timeoutMs?: number
}

/**
 * Makes the relay: it carries requests of the page that it is served with to servers that let no page call them (CORS), and writes down
 * nothing. Any page in this browser can send here: the `Origin` says which one does.
 *
 * @see https://fetch.spec.whatwg.org/#origin-header
 */
export function createRelay({ timeoutMs = TIMEOUT_MS }: RelayOptions = {}): RequestListener {
  const carry = createCarry(timeoutMs)

  async function relay(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isOwnPage(request)) throw new RelayRefusal(403, 'The relay serves the page beside it alone.')
    if (request.method !== 'POST') throw new RelayRefusal(405, 'The relay is called by POST.')
    const relayed = readRelayedRequest(request)
    const body = await readBody(request, MAX_REQUEST_BYTES, () => {
      return new RelayRefusal(413, `The relay carries no request of more than ${MAX_REQUEST_BYTES} bytes.`)
    })
    const givenUp = new AbortController()
    response.once('close', () => givenUp.abort())
    const { body: carried, ...said } = await carry(relayed, body, givenUp.signal)
    // Not as headers and status of this answer, which the browser would act on for this address: redirects, clearing of storage, passwords.
    response.writeHead(200, {
      'Content-Type': 'application/octet-stream',
      'Cache-Control': 'no-store',
      [RESPONSE_HEADER]: encodeURIComponent(JSON.stringify(said)),
    })
    response.end(carried)
  }

  return (request, response) => {
    relay(request, response).catch((error: unknown) => {
      if (response.destroyed) return
      const { status, message } = error instanceof RelayRefusal ? error : new RelayRefusal(500, 'The relay failed.')
      // What of the request was not read is not waited for.
      const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', Connection: 'close' }
      response.writeHead(status, headers).end(JSON.stringify({ error: message }))
    })
  }
}

/** Browsers send `Origin` with every POST. That the host is this computer, serveApp has seen to. */
function isOwnPage({ headers }: IncomingMessage): boolean {
  return headers.origin === `http://${headers.host}`
}
