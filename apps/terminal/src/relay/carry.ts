import { STATUS_CODES } from 'node:http'
import { systemClock } from '@device-flow/machine/clock'
import { networkDispatcher } from '@device-flow/node/network'
import { withDeadline } from '@device-flow/untrusted'
import { request, type Dispatcher } from 'undici'
import { readBody } from './read-body.ts'
import { RelayRefusal } from './refusal.ts'
import type { RelayedRequest } from './relayed-request.ts'

/** As much as the largest key sets and pages of faults have, many times over. */
const MAX_RESPONSE_BYTES = 1024 * 1024

/** What a server answered. */
interface CarriedResponse {
  status: number
  statusText: string
  /** Without cookies: they are not the page's to read, nor this address's to keep. */
  headers: [name: string, value: string][]
  body: Buffer
}

/** Sends requests to servers, and brings back their answers. */
export type Carry = (relayed: RelayedRequest, body: Buffer, signal: AbortSignal) => Promise<CarriedResponse>

/**
 * Makes what sends requests: by the proxy of the environment (`HTTPS_PROXY`), as the command does. A redirect is an answer like any other.
 *
 * @param limitMs how long an answer may take, all of it
 */
export function createCarry(limitMs: number): Carry {
  const proxied = networkDispatcher()
  return async (relayed, body, signal) => {
    const { origin } = relayed.url
    const timedOut = () => new RelayRefusal(504, `${origin} did not answer within ${limitMs / 1000} seconds.`)
    try {
      const dispatcher = (await proxied?.()) as Dispatcher | undefined
      return await withDeadline({ clock: systemClock, limitMs, signal, timedOut }, (inTime) =>
        send(relayed, body, { signal: inTime, ...(dispatcher && { dispatcher }) }),
      )
    } catch (error) {
      if (error instanceof RelayRefusal) throw error
      const { code } = error as NodeJS.ErrnoException
      throw new RelayRefusal(502, `The relay cannot reach ${origin}${code ? ` (${code})` : ''}.`, { cause: error })
    }
  }
}

async function send(
  { url, method, headers }: RelayedRequest,
  body: Buffer,
  how: { signal: AbortSignal; dispatcher?: Dispatcher },
): Promise<CarriedResponse> {
  const response = await request(url, {
    ...how,
    method,
    // The bytes are passed on as they come: a browser would take them for what they are no longer.
    headers: { ...headers, 'accept-encoding': 'identity' },
    body: method === 'POST' ? body : null,
  })
  const { statusCode: status } = response
  const read = await readBody(response.body, MAX_RESPONSE_BYTES, () => {
    return new RelayRefusal(502, `The answer of ${url.origin} is larger than ${MAX_RESPONSE_BYTES} bytes.`)
  })
  if (status > 599) throw new RelayRefusal(502, `${url.origin} answered with the status ${status}, which is none.`)
  return { status, statusText: STATUS_CODES[status] ?? '', headers: readHeaders(response.headers), body: read }
}

function readHeaders(headers: Record<string, string | string[] | undefined>): [string, string][] {
  return Object.entries(headers)
    .filter(([name]) => !/^set-cookie2?$/i.test(name))
    .flatMap(([name, values]) => [values ?? []].flat().map((value): [string, string] => [name, value]))
}
