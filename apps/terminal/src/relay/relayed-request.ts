import type { IncomingMessage } from 'node:http'
import { isLoopback } from '@device-flow/untrusted'
import { RelayRefusal } from './refusal.ts'

/** The header in which the page says what to send: JSON, percent-encoded. The body is the body. */
const REQUEST_HEADER = 'relay-request'

const METHODS = ['GET', 'POST'] as const

/** What the relay sends for the page. */
export interface RelayedRequest {
  url: URL
  method: (typeof METHODS)[number]
  headers: Record<string, string>
}

/**
 * Headers that no page may set, because browsers and the connection do (Fetch §2.2.2). Without `Cookie` and `Origin` among them, a server
 * could be told that a person, or a page of its own, is asking.
 */
const FORBIDDEN =
  /^(?:accept-charset|accept-encoding|access-control-request-.*|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|permissions-policy|proxy-.*|referer|sec-.*|set-cookie|te|trailer|transfer-encoding|upgrade|via)$/i

/**
 * Reads what the page wants to have sent, and holds it to what the relay carries.
 *
 * @throws a {@link RelayRefusal}
 */
export function readRelayedRequest({ headers }: IncomingMessage): RelayedRequest {
  const { url, method, headers: given } = parse(headers[REQUEST_HEADER])
  const known = METHODS.find((one) => one === method)
  if (!known) throw new RelayRefusal(400, `The relay carries ${METHODS.join(' and ')} alone.`)
  const passed = given.filter(([name]) => !FORBIDDEN.test(name))
  // A browser would add its own: some servers answer nobody without one.
  const browser: [string, string][] = headers['user-agent'] ? [['user-agent', headers['user-agent']]] : []
  return { url: readTarget(url), method: known, headers: Object.fromEntries([...browser, ...passed]) }
}

/**
 * By https, every address goes: servers stand in local networks, too, and a certificate says that one is what it was asked for. By http,
 * this computer alone: what has no certificate in a local network, a printer or a router, is out of reach, and so is what clouds serve at
 * 169.254.169.254.
 */
function readTarget(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isCarried = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))
  if (!url || !isCarried || url.username || url.password) {
    throw new RelayRefusal(400, 'The relay carries requests to https addresses, and by http to this computer alone.')
  }
  return url
}

interface Asked {
  url: string
  method: string
  headers: [name: string, value: string][]
}

function parse(header: string | string[] | undefined): Asked {
  try {
    const asked: unknown = JSON.parse(decodeURIComponent(String(header)))
    if (isAsked(asked)) return asked
  } catch {
    // Said below.
  }
  throw new RelayRefusal(400, 'This request does not say what the relay is to send.')
}

function isAsked(value: unknown): value is Asked {
  const { url, method, headers } = (value ?? {}) as Partial<Record<keyof Asked, unknown>>
  return typeof url === 'string' && typeof method === 'string' && Array.isArray(headers) && headers.every(isPair)
}

function isPair(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string')
}
