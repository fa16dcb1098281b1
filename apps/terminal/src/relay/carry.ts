import { STATUS_CODES } from 'node:http'
import { isLoopback } from '@device-flow/untrusted'
import { Agent, EnvHttpProxyAgent, request } from 'undici'
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
 * @param timeoutMs how long an answer may take, all of it
 */
export function createCarry(timeoutMs: number): Carry {
  const [toThisComputer, toOthers] = [new Agent(), new EnvHttpProxyAgent()]
  return async ({ url, method, headers }, body, signal) => {
    const timeOut = AbortSignal.timeout(timeoutMs)
    try {
      const response = await request(url, {
        method,
        // The bytes are passed on as they come: a browser would take them for what they are no longer.
        headers: { ...headers, 'accept-encoding': 'identity' },
        body: method === 'POST' ? body : null,
        signal: AbortSignal.any([signal, timeOut]),
        dispatcher: isLoopback(url.hostname) ? toThisComputer : toOthers,
      })
      const { statusCode: status } = response
      const read = await readBody(response.body, MAX_RESPONSE_BYTES, () => {
        return new RelayRefusal(502, `The answer of ${url.origin} is larger than ${MAX_RESPONSE_BYTES} bytes.`)
      })
      if (status > 599) throw new RelayRefusal(502, `${url.origin} answered with the status ${status}, which is none.`)
      return { status, statusText: STATUS_CODES[status] ?? '', headers: readHeaders(response.headers), body: read }
    } catch (error) {
      if (error instanceof RelayRefusal) throw error
      if (timeOut.aborted)
        throw new RelayRefusal(504, `${url.origin} did not answer within ${timeoutMs / 1000} seconds.`)
      const { code } = error as NodeJS.ErrnoException
      throw new RelayRefusal(502, `The relay cannot reach ${url.origin}${code ? ` (${code})` : ''}.`, { cause: error })
    }
  }
}

function readHeaders(headers: Record<string, string | string[] | undefined>): [string, string][] {
  return Object.entries(headers)
    .filter(([name]) => !/^set-cookie2?$/i.test(name))
    .flatMap(([name, values]) => [values ?? []].flat().map((value): [string, string] => [name, value]))
}
