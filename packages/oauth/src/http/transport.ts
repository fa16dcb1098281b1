import type { TransientFault } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import { cleanText, withDeadline } from '@device-flow/untrusted'
import * as oauth from 'oauth4webapi'
import { createFetch } from 'ofetch'
import { findOnce, redact, secretsIn, secretsOf } from '../redaction/redact.ts'
import { arrivedAt } from './arrival.ts'
import { writeForm } from './form-request.ts'
import { parseBody } from './http-response.ts'
import type { HttpResponse } from './http-response.ts'
import { offlineFault } from './offline-fault.ts'
import { IN_TIME, whyUnread } from './platform-fetch.ts'
import { PROXY_AUTHENTICATION_REQUIRED, proxyError } from './proxy-refusal.ts'
import { BodyTooLarge, discardBody, readBody } from './read-body.ts'
import { followWithinOrigin, isRedirect, RedirectFault, targetOf } from './redirects.ts'
import { isSuccess } from './status.ts'
import { timeoutFault } from './timeout-fault.ts'
import { UnreadResponse } from './unread-response.ts'

const MAX_ADDRESS_CHARS = 200

/** How long a success that has begun to arrive may be silent, where `longestMs` lets it: tokens in it are given once. */
const SUCCESS_SILENCE_MS = 30_000

/** One request: what it asks, for messages, and how long it may take. */
interface Exchange {
  endpoint: string
  signal?: AbortSignal | undefined
  /** Headers and body together, ms; with `longestMs`, the longest silence. */
  timeoutMs?: number | undefined
  /** Headers and body together, where something goes on arriving, ms. Default: `timeoutMs`. */
  longestMs?: number | undefined
  /** No option would give it more time: its code is about to run out. */
  isLastMoment?: boolean | undefined
  /** For a GET that carries no secret: up to three redirects are followed within its origin. Without it, none is. */
  redirects?: 'same-origin'
  /** Bypasses the platform's own cache. */
  cache?: 'no-cache'
  /** Whether it may still leave: see {@link IN_TIME}. */
  isInTime?: (() => boolean) | undefined
}

type FetchInit = oauth.CustomFetchOptions<string, unknown>

/** A request on its way. All but what it asks is known once it leaves. */
interface Sending {
  /** What it asks, for messages; then with its host. */
  endpoint: string
  url: string
  init: FetchInit | undefined
  /** By the monotonic clock, ms. */
  startedAt: number
  /** When it left, if it may change something at the server (a POST): wall clock, ms since the epoch. */
  sentAt: number | undefined
  /** The status of its response, once there is one. */
  status?: number
}

/** What oauth4webapi's request functions need to send through this transport. */
export interface RequestOptions {
  signal: AbortSignal
  [oauth.customFetch]: (url: string, init: FetchInit) => Promise<Response>
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
  const fetchOnce: (url: string, init: object) => Promise<Response> = createFetch({ fetch: settings.fetch }).native
  const { origin: _public, ...keys } = Object.fromEntries(new Headers(settings.headers))
  // An empty text is in no response.
  const ofClient = [settings.clientSecret ?? '', ...Object.values(keys)]

  const secretsSent = ({ init }: Sending): string[] => [...ofClient, ...(init ? secretsIn(init) : [])]

  /** The fault for a request that failed, or whose response `had` broke off. */
  async function brokenBy(error: unknown, { endpoint, url, sentAt }: Sending, had?: Response): Promise<TransientFault> {
    const why = error instanceof BodyTooLarge ? 'sent more than 1 MiB' : await whyUnread(error, had?.headers)
    const arrival = arrivedAt(clock)
    const status = had?.status
    return why
      ? new UnreadResponse(`The ${endpoint} ${why}`, { ...arrival, sentAt, status })
      : offlineFault({ endpoint, url, error, arrival, sentAt, status })
  }

  function redirected(response: Response, sending: Sending): RedirectFault {
    const { endpoint, url, sentAt } = sending
    const to = targetOf(response, url)
    const address = to && showable(to, secretsSent(sending))
    const what = `The ${endpoint} answered with a redirect${address ? ` to ${address}` : ''}, which is not followed`
    return new RedirectFault(what, { ...arrivedAt(clock), sentAt, status: response.status }, to)
  }

  async function send({ redirects, cache, isInTime }: Exchange, sending: Sending, init: FetchInit): Promise<Response> {
    const { url } = sending
    const outgoing = { ...init, body: writeForm(init), [IN_TIME]: isInTime, ...(cache && { cache }) }
    try {
      const first = await fetchOnce(url, outgoing)
      const mayFollow = redirects && init.method === 'GET'
      return mayFollow
        ? await followWithinOrigin(first, url, (to, redirect) => fetchOnce(to, { ...outgoing, redirect }))
        : first
    } catch (error) {
      throw await brokenBy(error, sending)
    }
  }

  async function read(response: Response, sending: Sending, goesOn: () => void): Promise<HttpResponse> {
    let text
    try {
      text = await readBody(response, clock, goesOn)
    } catch (error) {
      throw await brokenBy(error, sending, response)
    }
    const arrival = arrivedAt(clock)
    const { status, headers } = response
    const { endpoint, sentAt, startedAt } = sending
    const body = parseBody(text)
    const secrets = findOnce(() => [...secretsSent(sending), ...secretsOf(body ?? text)])
    // `||`, because a clock that shows NaN must not spoil every date that is reckoned with this.
    const durationMs = Math.ceil(arrival.receivedAtMonotonic - startedAt) || 0
    return { endpoint, status, headers, text, body, sentAt, durationMs, secrets, ...arrival }
  }

  async function run(
    exchange: Exchange,
    { signal, goesOn }: { signal: AbortSignal; goesOn: (silenceMs?: number) => void },
    request: Parameters<Transport>[1],
    sending: Sending,
  ): Promise<HttpResponse> {
    const response = await request({
      signal,
      // oauth4webapi can only allow plain http for all hosts or for none; endpoint-url.ts has allowed it for loopback
      // alone.
      [oauth.allowInsecureRequests]: true,
      [oauth.customFetch]: (url, init) => {
        const endpoint = `${exchange.endpoint} at ${new URL(url).host}`
        const sentAt = init.method === 'POST' ? clock.now() : undefined
        Object.assign(sending, { endpoint, url, init, startedAt: clock.monotonic(), sentAt })
        return send(exchange, sending, init)
      },
    })
    const { status } = response
    const arriving = (): void => goesOn(isSuccess(status) ? SUCCESS_SILENCE_MS : undefined)
    sending.status = status
    arriving()
    if (status === PROXY_AUTHENTICATION_REQUIRED) {
      discardBody(response)
      throw await brokenBy(proxyError(status), sending)
    }
    if (isRedirect(response)) {
      discardBody(response)
      throw redirected(response, sending)
    }
    const received = await read(response, sending, arriving)
    onResponse?.(received)
    return received
  }

  return (exchange, request) => {
    const { endpoint, signal, timeoutMs: limitMs = settings.requestTimeoutMs, longestMs, isLastMoment } = exchange
    const sending: Sending = { endpoint, url: '', init: undefined, startedAt: clock.monotonic(), sentAt: undefined }
    const timedOut = (): TransientFault => {
      const { sentAt, status, startedAt } = sending
      const arrival = arrivedAt(clock)
      // `||`, for a clock that shows NaN.
      const tookMs = (status !== undefined && arrival.receivedAtMonotonic - startedAt) || limitMs
      return timeoutFault(endpoint, tookMs, { ...arrival, sentAt, status }, isLastMoment)
    }
    return withDeadline({ clock, limitMs, longestMs, timedOut, signal }, (ownSignal, goesOn) =>
      run(exchange, { signal: ownSignal, goesOn }, request, sending),
    )
  }
}

/** An address for a message, without its query; undefined where it repeats what is secret. */
function showable({ origin, pathname }: URL, secrets: readonly string[]): string | undefined {
  const address = cleanText(`${origin}${pathname}`, MAX_ADDRESS_CHARS)
  return redact(address, secrets, false) === address ? address : undefined
}
