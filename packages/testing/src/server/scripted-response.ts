import type { JWK } from 'jose'
import type { EndpointName, Members, ServerEndpoints } from './endpoints.ts'
import type { SigningOptions } from './id-token-signer.ts'
import type { RecordedRequest } from './request-log.ts'

/** One HTTP response, or one way not to give one. */
export interface ScriptedResponse {
  /** Default 200; with `redirect` 302. */
  status?: number
  /** Beside or instead of `content-type` and `content-length`. */
  headers?: Record<string, string | string[]>
  /** A string as it is, bytes as they are, and anything else as JSON. */
  body?: unknown
  /** A form-encoded body. */
  form?: Record<string, string>
  /** A JSON body of that many bytes, made while it is sent, without `content-length`. */
  bytes?: number
  /** Waits before the first byte, ms. */
  delayMs?: number
  /** The connection is reset before any byte. */
  reset?: true
  /** The connection is cut after that many bytes of the body; `content-length` promises all of them. */
  truncate?: number
  /** Nothing is ever sent, or, with `body`, the second half of the body isn't. Ends when the client or the server closes. */
  hang?: true | 'body'
  /** The `location` to go to. */
  redirect?: string
}

/** What the server has to make a response of. */
export interface ResponseContext {
  /** `http://127.0.0.1:<port>`. */
  readonly origin: string
  /** The origin and the `issuerPath`. */
  readonly issuer: string
  readonly endpoints: ServerEndpoints
  /** Of the usual device authorization, s. */
  readonly interval: number
  /** Of the usual device authorization, s. */
  readonly expiresIn: number
  /** The requests to an endpoint, or all, in the order in which they were complete. */
  requests(endpoint?: EndpointName): readonly RecordedRequest[]
  /** An ID token, good unless told otherwise; a claim that is `undefined` is left out. */
  idToken(claims?: Members, signing?: SigningOptions): Promise<string>
  /** The published keys. */
  jwks(): Promise<{ keys: JWK[] }>
}

/** A response, or how to make one from the request. */
export type ResponseSource = ScriptedResponse | ResponseFunction

/** Makes a response from the request. If it throws, the response is a 500 and `server.close()` rejects with the error. */
export type ResponseFunction = (
  request: RecordedRequest,
  server: ResponseContext,
) => ResponseSource | Promise<ResponseSource>

/** Follows functions until there is a response. */
export async function resolveResponse(
  source: ResponseSource,
  request: RecordedRequest,
  server: ResponseContext,
): Promise<ScriptedResponse> {
  let current = source
  while (typeof current === 'function') current = await current(request, server)
  return current
}
