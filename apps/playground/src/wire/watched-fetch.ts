import type { Clock } from '@device-flow/machine/clock'
import type { Lab } from '../lab/lab.ts'
import { SOMEBODY_ELSE } from '../troubles/somebody-else.ts'
import type { WireRequest } from './exchange.ts'
import { kindOf } from './kind-of.ts'

/** What is shown of one body, in characters. */
const MOST_CHARACTERS = 100_000

/** Makes the `fetch` of a device: what goes through it is shown, and meets the troubles that are on. */
export function watchedFetch(lab: Lab, device: string): typeof globalThis.fetch {
  const { wire, troubles, clock, server } = lab
  return async (input, init) => {
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined)
    const redirect = init?.redirect ?? (input instanceof Request ? input.redirect : 'follow')
    // The time of the lab stands still meanwhile: it may leap to its next timer.
    const request = await clock.hold(readRequest(input, init))
    const kind = kindOf(request)
    const number = wire.add({ device, kind, request, sentAt: clock.now() })
    const send = (sent: WireRequest = request): Promise<Response> =>
      server.fetch(sent.url, {
        method: sent.method,
        headers: sent.headers.map(([name, value]) => [name, value]),
        redirect,
        ...(sent.body && { body: sent.body }),
        ...(signal && { signal }),
      })
    try {
      const answer =
        device === SOMEBODY_ELSE
          ? send()
          : troubles.intercept({ number, kind, request, init: { redirect, ...(signal && { signal }) }, send })
      const response = await untilAborted(answer, signal)
      note(lab, number, response, clock)
      return response
    } catch (error) {
      wire.complete(number, { failure: (error as Error).message, endedAt: clock.now() })
      throw error
    }
  }
}

async function readRequest(input: RequestInfo | URL, init: RequestInit = {}): Promise<WireRequest> {
  const { signal: _signal, ...rest } = init
  const request = new Request(input, rest)
  return { method: request.method, url: request.url, headers: [...request.headers], body: await request.text() }
}

/** Writes down a response; its body once it is there. A copy of it is read, so that the device gets its own as it comes. */
function note({ wire }: Lab, number: number, response: Response, clock: Clock): void {
  const { status, headers } = response
  const head = { status, headers: [...headers] }
  wire.complete(number, { response: { ...head, body: undefined }, endedAt: clock.now() })
  response
    .clone()
    .text()
    .then(
      (body) => wire.complete(number, { response: { ...head, body: body.slice(0, MOST_CHARACTERS) } }),
      // It was cut off: the device is told, and the log shows no body.
      () => {},
    )
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
