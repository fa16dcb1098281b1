import { DeviceFlowError, TransientFault } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import { cleanText } from '@device-flow/untrusted'
import * as oauth from 'oauth4webapi'
import type { HttpResponse } from '../http/http-response.ts'
import type { EndpointRequest, Outgoing, Send } from '../send.ts'
import type { DpopKey } from './key-holder.ts'
import { apiAt, asksForNonce, AUTHORIZATION_SERVER } from './nonces.ts'
import type { Nonces } from './nonces.ts'
import { createProof } from './proof.ts'
import type { ServerClock } from '../server/server-clock.ts'

/** What proofs of requests to the authorization server are made with. */
export interface ProvingOptions {
  clock: Clock
  serverClock: ServerClock
  nonces: Nonces
  /** The longest that a request may take that says nothing else, ms. */
  requestTimeoutMs: number
  proveDeviceAuthorization: boolean
  /** The key that was made ready for the call that sends the request. */
  readyKey(): DpopKey
}

/** Sends proofs along. A response that only asks for another nonce is no answer: the request is sent once more, within its time. */
export function provingSend(send: Send, options: ProvingOptions): Send {
  const { clock, nonces, serverClock, requestTimeoutMs } = options

  /** What a request function of oauth4webapi is given to fetch with. */
  function provenFetch(key: DpopKey, { byAccessToken }: EndpointRequest, fetch: Fetch): Fetch {
    return async (url, init) => {
      const { method, headers } = init
      const accessToken = byAccessToken ? headers['authorization']?.replace(/^Bearer /, '') : undefined
      const nonce = nonces.of(byAccessToken ? apiAt(url) : AUTHORIZATION_SERVER)
      const dpop = await createProof(key, { method, url, issuedAt: serverClock.seconds(), nonce, accessToken })
      const authorization = accessToken !== undefined && { authorization: `DPoP ${accessToken}` }
      const response = await fetch(url, { ...init, headers: { ...headers, dpop, ...authorization } })
      nonces.note(byAccessToken ? apiAt(url) : AUTHORIZATION_SERVER, response.headers)
      return response
    }
  }

  return async (request, call) => {
    if (!takesProof(request, options)) return send(request, call)
    const key = options.readyKey()
    checkAlgorithm(key, request)
    const { timeoutMs: limitMs = requestTimeoutMs } = request
    const startedAt = clock.monotonic()
    const proven = ({ client, options: given }: Outgoing): Promise<Response> => {
      const fetch = provenFetch(key, request, given[oauth.customFetch])
      return call({ client, options: { ...given, [oauth.customFetch]: fetch } })
    }
    const first = await send({ ...request, timeoutMs: limitMs }, proven)
    if (isAnswer(first, serverClock.note(first))) return first
    const leftMs = Math.max(limitMs - (clock.monotonic() - startedAt), 1)
    const second = await send({ ...request, timeoutMs: leftMs }, proven)
    if (!isAnswer(second, serverClock.note(second))) throw neverContent(second)
    return second
  }
}

type Fetch = Outgoing['options'][typeof oauth.customFetch]

/** Revocation needs none: who has a token may end it (RFC 7009). */
function takesProof({ endpoint }: EndpointRequest, { proveDeviceAuthorization }: ProvingOptions): boolean {
  return endpoint === 'device authorization endpoint' ? proveDeviceAuthorization : endpoint !== 'revocation endpoint'
}

function checkAlgorithm({ algorithm }: DpopKey, { server }: EndpointRequest): void {
  const { dpop_signing_alg_values_supported: supported } = server.metadata
  // An empty list names none that it would take, and so says nothing.
  if (!Array.isArray(supported) || supported.length === 0 || supported.includes(algorithm)) return
  throw new DeviceFlowError(
    'unsupported',
    `The server takes DPoP proofs by ${cleanText(supported.join(', '), 100)} alone. Set the option algorithm of createDpop.`,
    { field: 'dpop_signing_alg_values_supported' },
  )
}

/**
 * Whether a response is about the request, not about its proof alone: that lacked the nonce of the server, or was of another time, which is
 * known only now.
 */
function isAnswer(response: HttpResponse, wasWrongTime: boolean): boolean {
  const { error } = (response.body ?? {}) as { error?: unknown }
  if (error !== 'use_dpop_nonce' && !asksForNonce(response.headers)) {
    return !(wasWrongTime && error === 'invalid_dpop_proof')
  }
  if (!response.headers.get('dpop-nonce')) throw noNonce(response)
  return false
}

function noNonce({ endpoint, status }: HttpResponse): DeviceFlowError {
  return new DeviceFlowError(
    'unsupported',
    `The ${endpoint} asks for a DPoP nonce and shows none. ${
      'location' in globalThis
        ? 'In a page, the server has to list DPoP-Nonce in Access-Control-Expose-Headers.'
        : 'Report it to whoever runs the server: it has to send the header DPoP-Nonce.'
    }`,
    { status },
  )
}

/** It has judged nothing but the proof, so nothing is lost. */
function neverContent({ endpoint, status, receivedAt, receivedAtMonotonic }: HttpResponse): TransientFault {
  const message = `The ${endpoint} asked for another DPoP proof twice in a row.`
  return new TransientFault('serverError', message, { receivedAt, receivedAtMonotonic, status })
}
