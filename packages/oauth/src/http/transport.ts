import { TransientFault } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import { cleanText, withDeadline } from '@device-flow/untrusted'
import * as oauth from 'oauth4webapi'
import { createFetch } from 'ofetch'
import { findOnce, redact, secretsIn, secretsOf } from '../redaction/redact.ts'
import { arrivedAt } from './arrival.ts'
import type { Arrival } from './arrival.ts'
import { writeForm } from './form-request.ts'
import { parseBody } from './http-response.ts'
import type { HttpResponse } from './http-response.ts'
import { offlineFault } from './offline-fault.ts'
import { IN_TIME, whyUnread } from './platform-fetch.ts'
import { PROXY_AUTHENTICATION_REQUIRED, proxyError } from './proxy-refusal.ts'
import { BodyTooLarge, readBody } from './read-body.ts'
import { followWithinOrigin, isRedirect, RedirectFault, targetOf } from './redirects.ts'
import { UnreadResponse } from './unread-response.ts'

const MAX_ADDRESS_CHARS = 200

/** One request: what it asks, for messages, and how long it may take. */
interface Exchange {
  endpoint: string
  signal?: AbortSignal | undefined
  /** Headers and body together, ms. */
  timeoutMs?: number | undefined
  /** No option would give it more time: its code is about to run out. */
  isLastMoment?: boolean | undefined
  /** For a GET that carries no secret: up to three redirects are followed within its origin. Without it, none is. */
  redirects?: 'same-origin'
  /** Bypasses the platform's own cache. */
  cache?: 'no-cache'
  /** Whether it may still leave: see {@link IN_TIME}. */
  isInTime?: (() => boolean) | undefined
}

/** When a request left, if it may change something at the server (a POST): wall clock, ms since the epoch. */
interface Sending {
  sentAt: number | undefined
}

/** What oauth4webapi's request functions need to send through this transport. */
export interface RequestOptions {
  signal: AbortSignal
  [oauth.customFetch]: (url: string, init: oauth.CustomFetchOptions<string, unknown>) => Promise<Response>
  [oauth.allowInsecureRequests]: true
}

/**
 * Sends one request and reads its response to the end. Rejects with a {@link TransientFault} (`offline`, `timeout`), which is an
 * {@link UnreadResponse} (`invalidResponse`) for a redirect, and what is endless or wrongly encoded, and with the signal's reason.
 */
export type Transport = (
  exchange: Exchange,
  request: (options: RequestOptions) => Promise<Response>,
) => Promise<HttpResponse>

/** Makes the only way in which this package reaches the network: ofetch over the given fetch. */
export function createTransport(settings: {
  fetch: typeof globalThis.fetch
  clock: Clock
  requestTimeoutMs: number
  headers?: Readonly<Record<string, string>>
  clientSecret: string | undefined
  /** Is told of each response that has been read. */
  onResponse?: (response: HttpResponse) => void
}): Transport {
  const { clock, onResponse } = settings
  // Its native one, which neither retries nor reads: the chart does the one, `readBody` the other, within bounds.
  const send: (url: string, init: object) => Promise<Response> = createFetch({ fetch: settings.fetch }).native
  // An empty text is in no response.
  const ofClient = [settings.clientSecret ?? '', ...new Headers(settings.headers).values()]

  async function exchange(
    { endpoint: name, redirects, cache, isInTime }: Exchange,
    signal: AbortSignal,
    request: Parameters<Transport>[1],
    sending: Sending,
  ): Promise<HttpResponse> {
    let sent: Parameters<RequestOptions[typeof oauth.customFetch]>[1] | undefined
    let startedAt = clock.monotonic()
    let endpoint = name
    let url = ''
    const unread = (status: number | undefined) => ({ ...arrivedAt(clock), ...sending, status })
    const broken = async (error: unknown, had?: Response): Promise<TransientFault> => {
      const why = error instanceof BodyTooLarge ? 'sent more than 1 MiB' : await whyUnread(error, had?.headers)
      return why
        ? new UnreadResponse(`The ${endpoint} ${why}`, unread(had?.status))
        : offlineFault({ endpoint, url, error, arrival: arrivedAt(clock), sentAt: sending.sentAt, status: had?.status })
    }
    const response = await request({
      signal,
      // oauth4webapi can only allow plain http for all hosts or for none; endpoint-url.ts has allowed it for loopback
      // alone.
      [oauth.allowInsecureRequests]: true,
      [oauth.customFetch]: async (address, init) => {
        startedAt = clock.monotonic()
        if (init.method === 'POST') sending.sentAt = clock.now()
        endpoint = `${name} at ${new URL(address).host}`
        url = address
        sent = init
        const outgoing = {
          method: init.method,
          body: writeForm(init),
          headers: init.headers,
          signal: init.signal,
          redirect: 'manual',
          [IN_TIME]: isInTime,
          ...(cache && { cache }),
        }
        try {
          const first = await send(url, outgoing)
          const mayFollow = redirects && init.method === 'GET'
          return mayFollow
            ? await followWithinOrigin(first, url, (to, redirect) => send(to, { ...outgoing, redirect }))
            : first
        } catch (error) {
          throw await broken(error)
        }
      },
    })
    const { status, headers } = response
    if (status === PROXY_AUTHENTICATION_REQUIRED) {
      response.body?.cancel().catch(() => {})
      throw await broken(proxyError(status))
    }
    if (isRedirect(response)) {
      response.body?.cancel().catch(() => {})
      const to = targetOf(response, url)
      const address = to && showable(to, [...ofClient, ...(sent ? secretsIn(sent) : [])])
      const what = `The ${endpoint} answered with a redirect${address ? ` to ${address}` : ''}, which is not followed`
      throw new RedirectFault(what, unread(status), to)
    }
    let text
    try {
      text = await readBody(response, clock)
    } catch (error) {
      throw await broken(error, response)
    }
    const arrival = arrivedAt(clock)
    const body = parseBody(text)
    const secrets = findOnce(() => [...ofClient, ...(sent ? secretsIn(sent) : []), ...secretsOf(body ?? text)])
    // `||`, because a clock that shows NaN must not spoil every date that is reckoned with this.
    const durationMs = Math.ceil(arrival.receivedAtMonotonic - startedAt) || 0
    const { sentAt } = sending
    const read = { endpoint, status, headers, text, body, sentAt, durationMs, secrets, ...arrival }
    onResponse?.(read)
    return read
  }

  return (outgoing, request) => {
    const { endpoint, signal, timeoutMs: limitMs = settings.requestTimeoutMs } = outgoing
    const sending: Sending = { sentAt: undefined }
    const timedOut = (): TransientFault =>
      timeoutFault(endpoint, limitMs, { ...arrivedAt(clock), ...sending }, outgoing.isLastMoment)
    return withDeadline({ clock, limitMs, timedOut, signal }, (ownSignal) =>
      exchange(outgoing, ownSignal, request, sending),
    )
  }
}

/** An address for a message, without its query; undefined where it repeats what is secret. */
function showable({ origin, pathname }: URL, secrets: readonly string[]): string | undefined {
  const address = cleanText(`${origin}${pathname}`, MAX_ADDRESS_CHARS)
  return redact(address, secrets, false) === address ? address : undefined
}

/** The fault when a response does not come in time. */
export function timeoutFault(
  endpoint: string,
  timeoutMs: number,
  moments: Arrival & Partial<Sending>,
  isLastMoment = false,
): TransientFault {
  const advice = isLastMoment ? '' : ' If it is only slow, set a longer requestTimeoutMs (--request-timeout).'
  const limit = `${Math.ceil(timeoutMs / 100) / 10} s`
  return new TransientFault('timeout', `The ${endpoint} did not answer within ${limit}.${advice}`, {
    ...moments,
    mayBeSuccess: moments.sentAt !== undefined || undefined,
  })
}
