import { DeviceFlowError, TransientFault } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import * as oauth from 'oauth4webapi'
import { createFetch } from 'ofetch'
import { parseBody } from './answer.ts'
import { arrivedAt } from './arrival.ts'
import type { Arrival } from './arrival.ts'
import type { Answer } from './answer.ts'
import { deadline } from './deadline.ts'
import { asFormRequest } from './form-request.ts'
import { BodyTooLarge, readBody } from './read-body.ts'
import { secretsIn, secretsOf } from './redact.ts'
import { followWithinOrigin, isRedirect, Redirected } from './redirects.ts'
import { unreachable } from './unreachable.ts'

/** One request: what it asks, for messages, and how long it may take. */
interface Exchange {
  endpoint: string
  signal?: AbortSignal | undefined
  /** Headers and body together, ms. */
  timeoutMs?: number
  /** For a GET that carries no secret: up to three redirects are followed within its origin. Without it, none is. */
  redirects?: 'same-origin'
  /** Bypasses the platform's own cache. */
  cache?: 'no-cache'
}

/** What oauth4webapi's request functions need to send through this transport. */
interface RequestOptions {
  signal: AbortSignal
  [oauth.customFetch]: (url: string, init: oauth.CustomFetchOptions<string, unknown>) => Promise<Response>
  [oauth.allowInsecureRequests]: true
}

/**
 * Sends one request and reads its answer to the end. Rejects with a {@link TransientFault} (`offline`, `timeout`), with a
 * {@link DeviceFlowError} (`invalidResponse`) for a redirect or an endless body, and with the signal's reason.
 */
export type Transport = (exchange: Exchange, request: (options: RequestOptions) => Promise<Response>) => Promise<Answer>

/** Makes the only way in which this package reaches the network: ofetch over the given fetch. */
export function createTransport(settings: {
  fetch: typeof globalThis.fetch
  clock: Clock
  requestTimeoutMs: number
  clientSecret: string | undefined
}): Transport {
  const { clock } = settings
  const http = createFetch({ fetch: settings.fetch })

  async function exchangeOnce(
    { endpoint: name, redirects, cache }: Exchange,
    signal: AbortSignal,
    request: Parameters<Transport>[1],
  ): Promise<Answer> {
    const secrets = settings.clientSecret ? [settings.clientSecret] : []
    let sentAt = clock.monotonic()
    let endpoint = name
    let address = ''
    const response = await request({
      signal,
      // oauth4webapi can only allow plain http for all hosts or for none; urls.ts has allowed it for loopback alone.
      [oauth.allowInsecureRequests]: true,
      [oauth.customFetch]: async (url, init) => {
        sentAt = clock.monotonic()
        endpoint = `${name} at ${new URL(url).host}`
        address = url
        secrets.push(...secretsIn(new Headers(init.headers), init.body))
        const sent = { ...asFormRequest(init), ...(cache && { cache }) }
        const send = (to: string, redirect: RequestRedirect): Promise<Response> =>
          // Without 'stream', ofetch reads the body itself, unbounded; without the others it throws away OAuth's error answers.
          http.raw(to, { ...sent, redirect, responseType: 'stream', ignoreResponseError: true, retry: 0 } as object)
        try {
          const first = await send(url, 'manual')
          return redirects && init.method === 'GET' ? await followWithinOrigin(first, url, send) : first
        } catch (error) {
          throw unreachable(endpoint, url, error, arrivedAt(clock))
        }
      },
    })
    const { status, headers } = response
    if (isRedirect(response)) {
      response.body?.cancel().catch(() => {})
      throw new Redirected(endpoint, status)
    }
    let text
    try {
      text = await readBody(response)
    } catch (error) {
      throw error instanceof BodyTooLarge
        ? tooLarge(endpoint, status)
        : unreachable(endpoint, address, error, arrivedAt(clock))
    }
    const arrival = arrivedAt(clock)
    const body = parseBody(text)
    secrets.push(...secretsOf(body))
    // `||`, because a clock that shows NaN must not spoil every date that is reckoned with this.
    const durationMs = Math.ceil(arrival.receivedAtMonotonic - sentAt) || 0
    return { endpoint, status, headers, text, body, ...arrival, durationMs, secrets }
  }

  return (exchange, request) =>
    new Promise((resolve, reject) => {
      const { endpoint, signal, timeoutMs = settings.requestTimeoutMs } = exchange
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
      const cancelTimer = deadline(clock, timeoutMs, () => stop(timedOut(endpoint, timeoutMs, arrivedAt(clock))))
      signal?.addEventListener('abort', onAbort, { once: true })
      exchangeOnce(exchange, controller.signal, request).then((answer) => {
        settle()
        return resolve(answer)
        // Not `stop`: to abort a fetch that has failed can raise an 'error' event in undici that nobody listens to.
      }, fail)
    })
}

/** The fault when an answer does not come in time. */
export function timedOut(endpoint: string, timeoutMs: number, arrival: Arrival): TransientFault {
  return new TransientFault('timeout', `The ${endpoint} did not answer within ${timeoutMs / 1000} s.`, arrival)
}

function tooLarge(endpoint: string, status: number): DeviceFlowError {
  return new DeviceFlowError(
    'invalidResponse',
    `The ${endpoint} sent more than 1 MiB, which no OAuth server does. Check the configured address.`,
    { status },
  )
}
