import type { EndpointName, Members } from './endpoints.ts'
import type { RecordedRequest } from './request-log.ts'
import type { ResponseContext, ResponseSource } from './scripted-response.ts'

/** Options of a scripted server, whatever carries its responses. */
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
  /** Whether pages of other origins may read its responses (CORS). Default false; of a server within a page true. */
  cors?: boolean
  /** First responses per endpoint, as {@link ScriptedServer.script} adds them. */
  script?: Partial<Record<EndpointName, readonly ResponseSource[]>>
}

/** An authorization server whose every response a test decides. It records requests and enforces nothing. */
export interface ScriptedServer extends ResponseContext {
  /** Adds responses for an endpoint or a path: one for each request, in order. */
  script(endpoint: EndpointName, ...responses: ResponseSource[]): void
  /**
   * What is answered whenever the script has nothing, instead of the usual response. Returns the function that takes it back: what was
   * answered before is answered again.
   */
  always(endpoint: EndpointName, response: ResponseSource): () => void
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
  /** Takes requests again, at the same address. */
  goOnline(): Promise<void>
  /**
   * Ends everything, what is delayed or hangs included.
   *
   * @throws the first error that a response function threw
   */
  close(): Promise<void>
}
