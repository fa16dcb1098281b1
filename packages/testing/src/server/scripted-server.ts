import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ResponseContext, ResponseSource } from './scripted-response.ts'
import { defaultResponses } from './default-responses.ts'
import { endpointNamer, endpointsAt, metadata } from './endpoints.ts'
import type { EndpointName, Members } from './endpoints.ts'
import { IdTokenSigner } from './id-token-signer.ts'
import { RequestLog } from './request-log.ts'
import type { RecordedRequest } from './request-log.ts'
import { Script } from './script.ts'
import { serveRequest } from './serve-request.ts'

/** Options of {@link startScriptedServer}. */
export interface ScriptedServerOptions {
  /** Members of both discovery documents beside or instead of the usual ones; `undefined` removes one. A function gets the issuer. */
  metadata?: Members | ((issuer: string) => Members)
  /** What the issuer has after the origin: `/` as at Auth0, `/realms/demo` as at Keycloak. Default nothing. */
  issuerPath?: string
  /** The audience of ID tokens made without a request. Default `client-1`. */
  clientId?: string
  /** The `sub` of ID tokens and of userinfo. Default `person-1`. */
  subject?: string
  /** Of the usual device authorization, s. Default 1. */
  interval?: number
  /** Of the usual device authorization, s. Default 60. */
  expiresIn?: number
  /** Whether pages of other origins may read its responses (CORS). Default false. */
  cors?: boolean
  /** First responses per endpoint, as {@link ScriptedServer.script} adds them. */
  script?: Partial<Record<EndpointName, readonly ResponseSource[]>>
}

/** A real HTTP authorization server on loopback whose every response a test decides. It records requests and enforces nothing. */
export interface ScriptedServer extends ResponseContext {
  /** Adds responses for an endpoint or a path: one for each request, in order. */
  script(endpoint: EndpointName, ...responses: ResponseSource[]): void
  /** What is answered whenever the script has nothing, instead of the usual response. */
  always(endpoint: EndpointName, response: ResponseSource): void
  /**
   * Waits for the `count`th request to an endpoint, counted from 1.
   *
   * @throws Error when the server is closed first
   */
  waitForRequest(endpoint: EndpointName, count?: number): Promise<RecordedRequest>
  /** The most requests to an endpoint that were ever under way at once. */
  maxInFlight(endpoint: EndpointName): number
  /** From the end of each request to an endpoint to the beginning of the next, ms. 0 or less: they overlapped. */
  gaps(endpoint: EndpointName): number[]
  /** Puts a new key in place of the published one, and returns its `kid`. */
  rotateKey(): string
  /** Cuts all connections, and refuses new ones until {@link ScriptedServer.goOnline}: what is sent meanwhile surely did not arrive. */
  goOffline(): Promise<void>
  /** Listens again, on the same port. */
  goOnline(): Promise<void>
  /**
   * Ends everything, what is delayed or hangs included.
   *
   * @throws the first error that a response function threw
   */
  close(): Promise<void>
}

/**
 * Starts a {@link ScriptedServer} on a free port of 127.0.0.1.
 *
 * @example
 * ```ts
 * import { createOAuthServices } from '@device-flow/oauth'
 * import { granted, pending, slowDown, startScriptedServer } from '@device-flow/testing'
 *
 * const server = await startScriptedServer({ script: { token: [pending(), slowDown(), granted()] } })
 * export const services = createOAuthServices({ issuer: server.issuer, clientId: 'client-1' })
 * ```
 */
export async function startScriptedServer(options: ScriptedServerOptions = {}): Promise<ScriptedServer> {
  const {
    issuerPath = '',
    clientId = 'client-1',
    subject = 'person-1',
    interval = 1,
    expiresIn = 60,
    cors = false,
  } = options
  const log = new RequestLog()
  const signer = new IdTokenSigner()
  const closing = new AbortController()
  const scriptErrors: unknown[] = []
  const nameOf = endpointNamer(issuerPath)

  const http = createServer((request, response) => {
    void serveRequest(request, response, { server, nameOf, log, script, cors, signal: closing.signal }).catch((error) =>
      scriptErrors.push(error),
    )
  })
  // No connection is closed for being idle: that would race with the next poll on it.
  http.keepAliveTimeout = 0
  const listen = (at: number): Promise<void> =>
    new Promise((resolve, reject) => {
      http.once('error', reject)
      http.listen(at, '127.0.0.1', resolve)
    })
  const stopListening = (): Promise<void> =>
    new Promise((resolve) => {
      http.close(() => resolve())
      http.closeAllConnections()
    })
  await listen(0)
  const { port } = http.address() as AddressInfo

  const origin = `http://127.0.0.1:${port}`
  const issuer = origin + issuerPath
  const endpoints = endpointsAt(origin)
  const overrides = typeof options.metadata === 'function' ? options.metadata(issuer) : (options.metadata ?? {})
  const script = new Script(defaultResponses({ discovery: metadata(issuer, endpoints, overrides), subject }))
  for (const [endpoint, responses] of Object.entries(options.script ?? {}))
    script.add(endpoint as EndpointName, responses ?? [])

  const server: ScriptedServer = {
    origin,
    issuer,
    endpoints,
    interval,
    expiresIn,
    script: (endpoint, ...responses) => script.add(endpoint, responses),
    always: (endpoint, response) => script.setAlways(endpoint, response),
    requests: (endpoint) => log.of(endpoint),
    waitForRequest: (endpoint, count = 1) => log.wait(endpoint, count),
    maxInFlight: (endpoint) => log.maxInFlight(endpoint),
    gaps: (endpoint) => log.gaps(endpoint),
    idToken(claims = {}, signing = {}) {
      const iat = Math.floor(Date.now() / 1000)
      return signer.sign({ iss: issuer, sub: subject, aud: clientId, iat, exp: iat + 3600, ...claims }, signing)
    },
    jwks: () => signer.jwks(),
    rotateKey: () => signer.rotate(),
    goOffline: stopListening,
    goOnline: () => listen(port),
    async close() {
      closing.abort()
      log.giveUpWaiting()
      await stopListening()
      if (scriptErrors.length > 0) throw scriptErrors[0]
    },
  }
  return server
}
