import { TransientFault } from '@device-flow/machine'
import { cleanText } from '@device-flow/untrusted'
import type { Arrival } from './arrival.ts'
import { proxyRefusal } from './proxy-refusal.ts'
import { isSurelyNotSent } from './surely-not-sent.ts'
import { isSuccess } from './status.ts'

/** A request that did not come through, or the rest of whose response did not. */
interface Broken {
  endpoint: string
  url: string
  error: unknown
  arrival: Arrival
  /** When it was sent, if it may have changed something at the server. */
  sentAt: number | undefined
  /** The status of the response, if there was one: then it surely was sent. */
  status: number | undefined
}

/** The fault when a request, or the rest of its response, did not come through. */
export function offlineFault({ endpoint, url, error, arrival, sentAt, status }: Broken): TransientFault {
  const hadResponse = status !== undefined
  const target = new URL(url)
  const deepest = deepestOf(error)
  const why = (deepest && reasonOf(deepest)) ?? ''
  const hint = why || hadResponse ? '' : corsHint(target)
  const failed = hadResponse ? `The response of the ${endpoint} broke off` : `The ${endpoint} could not be reached`
  const message = `${whatHappened(why, deepest, target) ?? failed}${why && ` (${why})`}${hint}.`
  // With a cause, the person reads the message when the login has run out of tries.
  const cause = hint ? new Error('The browser does not say why.') : why ? new Error(why) : undefined
  const mayHaveArrivedAt = !hadResponse && deepest && isSurelyNotSent(deepest) ? undefined : sentAt
  return new TransientFault('offline', message, {
    ...arrival,
    sentAt: mayHaveArrivedAt,
    status,
    mayBeSuccess: (mayHaveArrivedAt !== undefined && (!hadResponse || isSuccess(status))) || undefined,
    cause,
  })
}

// Node's ECONNRESET says that in its message alone.
const BEFORE_TLS = /\bbefore secure TLS\b/

/** In the words of those who run the device; by Node's code for it. */
function whatHappened(code: string, deepest: Error | undefined, { host, protocol }: URL): string | undefined {
  if (/^(ENOTFOUND|EAI_AGAIN)$/.test(code)) return `${host} could not be found`
  // The server, of this client: that it wants a certificate, say.
  if (/_ALERT_/.test(code)) return `${host} refuses the TLS connection`
  if (/CERT|LEAF_SIGNATURE/.test(code)) return `The certificate of ${host} is not trusted`
  if (/^(ERR_SSL|EPROTO|HPE)/.test(code)) return `${host} does not speak ${protocol.slice(0, -1)}`
  if (BEFORE_TLS.test(deepest?.message ?? '')) return `${host} closed the connection before there was TLS`
  if (/^(ECONNRESET|UND_ERR_SOCKET)$/.test(code))
    return `${host} closed the ${protocol === 'https:' ? 'TLS ' : ''}connection`
  return undefined
}

/**
 * What a browser that is online may hide from the page: a response without CORS headers looks to it like a dead
 * network.
 */
function corsHint(target: URL): string {
  const { document, navigator, location } = globalThis as {
    document?: unknown
    navigator?: { onLine?: boolean }
    location?: { origin: string }
  }
  if (!document || navigator?.onLine === false || location?.origin === target.origin) return ''
  const origin = location?.origin.startsWith('http') ? `, ${location.origin}` : ''
  return `, or the server does not allow this page's origin${origin} (CORS: see docs/cors.md of device-flow)`
}

/** The error at the root of one. */
export function deepestOf(error: unknown): Error | undefined {
  let deepest = error
  while (deepest instanceof Error && deepest.cause instanceof Error) deepest = deepest.cause
  return deepest instanceof Error ? deepest : undefined
}

/**
 * What went wrong underneath, without the rest: ofetch's error leads to the request's body and headers, undici's may
 * hold bytes of the response, and either would carry tokens into a log. Nothing in browsers, which do not say.
 */
function reasonOf(deepest: Error): string | undefined {
  const proxyStatus = proxyRefusal(deepest)
  if (proxyStatus === '407') return 'the proxy asks for a login'
  if (proxyStatus) return `the proxy answered HTTP ${proxyStatus}`
  if (deepest.message === 'bad port') return 'fetch sends nothing to this port'
  return 'code' in deepest && typeof deepest.code === 'string' ? cleanText(deepest.code, 250) : undefined
}
