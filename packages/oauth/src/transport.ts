import { DeviceFlowError, TransientFault } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import * as oauth from 'oauth4webapi'
import { createFetch } from 'ofetch'
import { parseBody } from './answer.ts'
import type { Answer } from './answer.ts'
import { cleanText } from './clean.ts'
import { BodyTooLarge, readBody } from './read-body.ts'
import { secretsIn, secretsOf } from './redact.ts'

// Not 304, which leads nowhere.
const REDIRECTS = new Set([300, 301, 302, 303, 305, 306, 307, 308])

/** One request: what it asks, for messages, and how long it may take. */
interface Exchange {
  endpoint: string
  signal?: AbortSignal | undefined
  /** Headers and body together, ms. */
  timeoutMs?: number
  /** For a GET that carries no secret: redirects within the origin may be followed. */
  redirects?: 'same-origin'
}

/** What oauth4webapi's request functions need to send through this transport. */
interface RequestOptions {
  signal: AbortSignal
  [oauth.customFetch]: (url: string, init: oauth.CustomFetchOptions<string, unknown>) => Promise<Response>
  [oauth.allowInsecureRequests]: true
}

/**
 * Sends one request and reads its answer to the end. Rejects with a {@link TransientFault} (`offline`, `timeout`), with a
 * {@link DeviceFlowError} (`invalid_response`) for a redirect or an endless body, and with the signal's reason.
 */
export type Transport = (exchange: Exchange, request: (options: RequestOptions) => Promise<Response>) => Promise<Answer>

/** The answer is a redirect. */
export class Redirected extends DeviceFlowError {
  constructor(endpoint: string, status: number) {
    super(
      'invalid_response',
      `The ${endpoint} answered with a redirect, which is not followed, so that nothing secret is sent elsewhere. ` +
        'Check the configured address.',
      { status: status || undefined },
    )
  }
}

/** Makes the only way in which this package reaches the network: ofetch over the given fetch. */
export function createTransport(settings: {
  fetch: typeof globalThis.fetch
  clock: Clock
  requestTimeoutMs: number
  clientSecret: string | undefined
}): Transport {
  const { clock } = settings
  const http = createFetch({ fetch: settings.fetch })

  async function exchangeOnce(name: string, signal: AbortSignal, request: Parameters<Transport>[1]): Promise<Answer> {
    const secrets = settings.clientSecret ? [settings.clientSecret] : []
    let sentAt = clock.now()
    let endpoint = name
    let address = ''
    const response = await request({
      signal,
      // oauth4webapi can only allow plain http for all hosts or for none; urls.ts has allowed it for loopback alone.
      [oauth.allowInsecureRequests]: true,
      [oauth.customFetch]: async (url, init) => {
        sentAt = clock.now()
        endpoint = `${name} at ${new URL(url).host}`
        address = url
        secrets.push(...secretsIn(new Headers(init.headers), init.body))
        try {
          // Without 'stream', ofetch reads the body itself, unbounded; without the others it throws away OAuth's error answers.
          return await http.raw(url, { ...init, responseType: 'stream', ignoreResponseError: true, retry: 0 } as object)
        } catch (error) {
          throw unreachable(endpoint, url, error, clock.now())
        }
      },
    })
    const { status, headers } = response
    // Browsers hide a redirect that is not followed behind status 0.
    if (response.type === 'opaqueredirect' || REDIRECTS.has(status)) {
      response.body?.cancel().catch(() => {})
      throw new Redirected(endpoint, status)
    }
    let text
    try {
      text = await readBody(response)
    } catch (error) {
      throw error instanceof BodyTooLarge
        ? tooLarge(endpoint, status)
        : unreachable(endpoint, address, error, clock.now())
    }
    const receivedAt = clock.now()
    const body = parseBody(text)
    secrets.push(...secretsOf(body))
    return { endpoint, status, headers, text, body, sentAt, receivedAt, secrets }
  }

  return ({ endpoint, signal, timeoutMs = settings.requestTimeoutMs }, request) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const controller = new AbortController()
      const settle = (): void => {
        cancelTimer()
        signal?.removeEventListener('abort', onAbort)
      }
      const fail = (reason: unknown): void => {
        settle()
        reject(reason)
      }
      // The promise is settled here and not by the aborted fetch: an injected fetch may not know about signals.
      const stop = (reason: unknown): void => {
        fail(reason)
        controller.abort()
      }
      const onAbort = (): void => stop(signal?.reason)
      const cancelTimer = clock.schedule(() => stop(timedOut(endpoint, timeoutMs, clock.now())), timeoutMs)
      signal?.addEventListener('abort', onAbort, { once: true })
      exchangeOnce(endpoint, controller.signal, request).then((answer) => {
        settle()
        return resolve(answer)
        // Not `stop`: to abort a fetch that has failed can raise an 'error' event in undici that nobody listens to.
      }, fail)
    })
}

/** The fault when an answer does not come in time. */
export function timedOut(endpoint: string, timeoutMs: number, receivedAt: number): TransientFault {
  return new TransientFault('timeout', `The ${endpoint} did not answer within ${timeoutMs / 1000} s.`, {
    receivedAt,
  })
}

function tooLarge(endpoint: string, status: number): DeviceFlowError {
  return new DeviceFlowError(
    'invalid_response',
    `The ${endpoint} sent more than 1 MiB, which no OAuth server does. Check the configured address.`,
    { status },
  )
}

function unreachable(endpoint: string, url: string, error: unknown, receivedAt: number): TransientFault {
  const why = rootOf(error) ?? ''
  const message = `${whatHappened(why, endpoint, new URL(url))}${why && ` (${why})`}.`
  return new TransientFault('offline', message, { receivedAt, cause: why ? new Error(why) : undefined })
}

/** In the words of those who run the device; by Node's code for it. */
function whatHappened(code: string, endpoint: string, { host, protocol }: URL): string {
  if (/^(ENOTFOUND|EAI_AGAIN)$/.test(code)) return `${host} could not be found`
  if (/CERT|LEAF_SIGNATURE/.test(code)) return `The certificate of ${host} is not trusted`
  if (/^(ERR_SSL|EPROTO|HPE)/.test(code)) return `${host} does not speak ${protocol.slice(0, -1)}`
  if (/^(ECONNRESET|UND_ERR_SOCKET)$/.test(code)) return `${host} closed the connection`
  return `The ${endpoint} could not be reached`
}

/**
 * What went wrong underneath, without the rest: ofetch's error leads to the request's body and headers, undici's may hold bytes
 * of the answer, and either would carry tokens into a log. Nothing in browsers, which do not say.
 */
function rootOf(error: unknown): string | undefined {
  let deepest = error
  while (deepest instanceof Error && deepest.cause instanceof Error) deepest = deepest.cause
  if (!(deepest instanceof Error)) return undefined
  // undici's word for a proxy that did not let a connection through; there is no code for it.
  const proxyStatus = /^Proxy response \((\d+)\)/.exec(deepest.message)?.[1]
  if (proxyStatus === '407') return 'the proxy asks for a login'
  if (proxyStatus) return `the proxy answered HTTP ${proxyStatus}`
  return 'code' in deepest && typeof deepest.code === 'string' ? cleanText(deepest.code, 80) : undefined
}
