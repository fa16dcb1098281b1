import type { ServerClock } from '../time/server-clock.ts'
import { defaultResponses } from './default-responses.ts'
import { endpointNamer, endpointsAt, metadata } from './endpoints.ts'
import type { EndpointName } from './endpoints.ts'
import { IdTokenSigner } from './id-token-signer.ts'
import { RequestLog } from './request-log.ts'
import type { ResponseWriter } from './response-writer.ts'
import { Script } from './script.ts'
import type { ScriptedServer, ScriptedServerOptions } from './scripted-server.ts'
import { serveRequest } from './serve-request.ts'
import type { IncomingRequest } from './serve-request.ts'

/** A scripted server without the transport that brings it requests. */
export interface ServerCore {
  /** What its users see of it, but for what the transport does. */
  readonly server: Omit<ScriptedServer, 'goOffline' | 'goOnline' | 'close'>
  /** Takes a request that a transport brings, and answers it. */
  take(request: IncomingRequest, writer: ResponseWriter): void
  /** Calls off what is delayed or waited for: the server closes. */
  close(): void
  /** @throws the first error that a response function threw */
  throwScriptError(): void
}

/** Makes a scripted server at an origin, whose time goes by a clock. */
export function createServerCore(origin: string, options: ScriptedServerOptions, clock: ServerClock): ServerCore {
  const { issuerPath = '', clientId = 'client-1', subject = 'person-1', interval = 1, expiresIn = 60 } = options
  const log = new RequestLog(clock)
  const signer = new IdTokenSigner()
  const closing = new AbortController()
  const scriptErrors: unknown[] = []
  const nameOf = endpointNamer(issuerPath)
  const hold = <Value>(work: Promise<Value>): Promise<Value> => (clock.hold ? clock.hold(work) : work)

  const issuer = origin + issuerPath
  const endpoints = endpointsAt(origin)
  const overrides = typeof options.metadata === 'function' ? options.metadata(issuer) : (options.metadata ?? {})
  const script = new Script(defaultResponses({ discovery: metadata(issuer, endpoints, overrides), subject }))
  for (const [endpoint, responses] of Object.entries(options.script ?? {}))
    script.add(endpoint as EndpointName, responses ?? [])

  const server: ServerCore['server'] = {
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
      const iat = Math.floor(clock.now() / 1000)
      return hold(signer.sign({ iss: issuer, sub: subject, aud: clientId, iat, exp: iat + 3600, ...claims }, signing))
    },
    jwks: () => hold(signer.jwks()),
    rotateKey: () => signer.rotate(),
  }
  const serving = { server, nameOf, log, script, clock, closing: closing.signal }
  return {
    server,
    take: (request, writer) =>
      void serveRequest(request, writer, serving).catch((error: unknown) => scriptErrors.push(error)),
    close() {
      closing.abort()
      log.giveUpWaiting()
    },
    throwScriptError() {
      if (scriptErrors.length > 0) throw scriptErrors[0]
    },
  }
}
