import { systemClock } from '@device-flow/machine/clock'
import { dispatchedFetch } from '@device-flow/node/network'
import type { OAuthServicesOptions } from '@device-flow/oauth'
import { withDeadline } from '@device-flow/untrusted'
import type { SeenRequest } from './watch-requests.ts'

const LIMIT_MS = 10_000

/** What a page may send without asking first, and what the browser sets itself. */
const UNASKED =
  /^(?:accept|accept-encoding|accept-language|connection|content-language|content-length|content-type|host|origin|sec-fetch-mode|user-agent)$/
const SIMPLE_TYPE = /^(?:application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\b/i

/** What a browser asks a server before a page may post to it. */
export interface Preflight {
  readonly url: URL
  /** The headers that it may not send unasked, in lower case. */
  readonly headers: readonly string[]
  /** By which name the request went out from here. */
  readonly userAgent: string
}

/**
 * Finds what a browser would ask first, of requests that were sent from here, where nobody asks.
 *
 * @see {@link https://fetch.spec.whatwg.org/#cors-safelisted-request-header | Fetch standard}
 */
export function preflightsOf(seen: readonly SeenRequest[]): Preflight[] {
  const asked = seen
    // In a browser, what is only read carries none of these headers.
    .filter(({ method }) => method === 'POST')
    .map(({ url, sent = new Headers() }) => ({
      url,
      headers: askedFor(sent),
      userAgent: sent.get('user-agent') ?? '',
    }))
    .filter(({ headers }) => headers.length > 0)
  return [...new Map(asked.map((one) => [`${one.url.href} ${one.headers.join()}`, one])).values()]
}

function askedFor(sent: Headers): string[] {
  return [...sent].filter(isAskedFor).map(([name]) => name)
}

function isAskedFor([name, value]: [string, string]): boolean {
  return !UNASKED.test(name) || (name === 'content-type' && !SIMPLE_TYPE.test(value))
}

/** Asks, as a browser does for a page of this origin. Resolves to why the page may not send the request; undefined where it may. */
export async function whyNotSent(
  { url, headers, userAgent }: Preflight,
  {
    origin,
    dispatcher,
    signal,
  }: { origin: string; dispatcher: OAuthServicesOptions['dispatcher']; signal: AbortSignal },
): Promise<string | undefined> {
  const fetch = dispatchedFetch(dispatcher ?? (() => undefined))
  const asking = {
    origin,
    // Not that of a browser, but a name: gateways turn away what has that of a library.
    'user-agent': userAgent,
    'access-control-request-method': 'POST',
    'access-control-request-headers': headers.join(),
  }
  let answer: Response
  try {
    answer = await withDeadline({ clock: systemClock, limitMs: LIMIT_MS, signal }, (until) =>
      fetch(url, { method: 'OPTIONS', headers: asking, redirect: 'manual', signal: until }),
    )
    await answer.body?.cancel()
  } catch {
    signal.throwIfAborted()
    return 'the preflight (OPTIONS) is not answered'
  }
  if (!answer.ok) return `the preflight (OPTIONS) is answered with HTTP ${answer.status}`
  if (!isReadable(answer.headers, origin)) return 'the answer to the preflight (OPTIONS) does not allow the origin'
  const allowed = namesIn(answer.headers.get('access-control-allow-headers'))
  // Credentials are to be named.
  const missing = headers.filter((name) => !allowed.has(name) && (name === 'authorization' || !allowed.has('*')))
  return missing.length === 0 ? undefined : `Access-Control-Allow-Headers does not name ${missing.join(', ')}`
}

/** Whether a page of the origin may read what came with these headers. */
export function isReadable(headers: Headers | undefined, origin: string): boolean {
  const allowed = headers?.get('access-control-allow-origin')
  return allowed === '*' || allowed === origin
}

function namesIn(list: string | null): Set<string> {
  return new Set((list ?? '').split(',').map((name) => name.trim().toLowerCase()))
}
