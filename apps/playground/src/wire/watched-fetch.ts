import type { OAuthServicesOptions } from '@device-flow/oauth'
import type { RotatingFetch } from '@device-flow/testing/fetch'
import type { PacedClock } from '@device-flow/testing/virtual'
import type { Call } from './call.ts'
import { SOMEBODY_ELSE } from './somebody-else.ts'
import type { WireRequest, WireResponse } from './exchange.ts'
import { kindOf } from './kind-of.ts'
import { endpointsInOptions, KnownEndpoints } from './known-endpoints.ts'
import { lostInPage } from './lost-in-page.ts'
import type { WireLog } from './wire-log.ts'

/** What is shown of one body, in characters. */
const MOST_CHARACTERS = 100_000

/** What a request passes on its way, and where it is written down. */
export interface Way {
  readonly wire: WireLog
  readonly clock: Pick<PacedClock, 'now' | 'hold'>
  readonly server: {
    readonly options: Pick<OAuthServicesOptions, 'issuer' | 'endpoints' | 'provider'>
    readonly fetch: typeof globalThis.fetch
    readonly scripted?: Pick<RotatingFetch, 'origin'> | undefined
  }
  readonly devices: { intervalMs(name: string): number | undefined }
  readonly troubles: { intercept(call: Call): Promise<Response> }
}

/** Makes the `fetch` of a device: what goes through it is shown, and meets the troubles that are on. */
export function watchedFetch(way: Way, device: string): typeof globalThis.fetch {
  const { wire, troubles, clock, server, devices } = way
  const endpoints = new KnownEndpoints()
  endpoints.learn(endpointsInOptions(server.options))
  return async (input, init) => {
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined)
    // The time of the lab stands still meanwhile: it may leap to its next timer.
    const { request, manners } = await clock.hold(readRequest(input, init))
    const kind = kindOf(request, endpoints)
    const intervalMs = kind === 'poll' ? devices.intervalMs(device) : undefined
    const sentAt = clock.now()
    const number = wire.add({ device, kind, request, sentAt, ...(intervalMs !== undefined && { intervalMs }) })
    const send = (sent: WireRequest = request): Promise<Response> =>
      server.fetch(sent.url, {
        ...manners,
        method: sent.method,
        headers: sent.headers.map(([name, value]) => [name, value]),
        ...(sent.body && { body: sent.body }),
        ...(signal && { signal }),
      })
    try {
      const answer =
        device === SOMEBODY_ELSE
          ? send()
          : troubles.intercept({ number, kind, request, init: { ...manners, ...(signal && { signal }) }, send })
      const response = await untilAborted(answer, signal)
      note(way, number, response, (body) => {
        if (kind === 'discovery' && response.ok) endpoints.learnFromBody(body)
      })
      return response
    } catch (error) {
      wire.complete(number, { failure: (error as Error).message, endedAt: clock.now() })
      throw lostInPage(error, request.url, server.scripted)
    }
  }
}

/** A request as it is shown, and how the platform is to carry it: a redirect that is followed could carry a secret elsewhere. */
async function readRequest(
  input: RequestInfo | URL,
  init: RequestInit = {},
): Promise<{ request: WireRequest; manners: RequestInit }> {
  const { signal: _signal, ...rest } = init
  const read = new Request(input, rest)
  const { method, url, headers, redirect, cache, credentials, keepalive, referrerPolicy } = read
  return {
    request: { method, url, headers: [...headers], body: await read.text() },
    manners: { redirect, cache, credentials, keepalive, referrerPolicy },
  }
}

/** Writes down a response; its body once it is there. A copy of it is read, so that the device gets its own as it comes. */
function note({ wire, clock }: Way, number: number, response: Response, whole: (body: string) => void): void {
  const { status, headers, redirected, url } = response
  const head = { status, headers: [...headers], ...(redirected && { redirectedTo: url }) }
  const complete = (body: Omit<WireResponse, keyof typeof head>): void =>
    wire.complete(number, { response: { ...head, ...body } })
  wire.complete(number, { response: { ...head, body: undefined }, endedAt: clock.now() })
  const arrived = (body: string): void => {
    whole(body)
    const isCut = body.length > MOST_CHARACTERS
    complete({ body: body.slice(0, MOST_CHARACTERS), ...(isCut && { bodyLength: body.length }) })
  }
  const brokeOff = (error: Error): void => complete({ body: undefined, bodyFailure: error.message })
  response.clone().text().then(arrived, brokeOff)
}

/** Gives up with the signal also where a trouble never answers. */
function untilAborted<Value>(work: Promise<Value>, signal: AbortSignal | undefined | null): Promise<Value> {
  if (!signal) return work
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(signal.reason as Error)
    if (signal.aborted) giveUp()
    signal.addEventListener('abort', giveUp, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp))
  })
}
