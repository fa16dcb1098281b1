import type { Secret } from './secret.ts'

/**
 * Why an attempt ended, for programs. What the person is told is in the error's `message`.
 *
 * - `denied` – the person, or a rule at the server, said no (`access_denied`)
 * - `expired` – the code was not used in time, or the server ended it before (`expired_token`)
 * - `offline` – the server could not be reached, as often as the blip budget allows; or it gave no usable response until the code had run
 *   out, or asked to be left alone for longer than the code lives (`Retry-After`)
 * - `unsupported` – the server or the client is not set up for this flow (discovery, a missing endpoint, `unauthorized_client`, …)
 * - `refused` – the server refused for another reason; `error` has its code
 * - `invalidResponse` – the server's response cannot be used; `field` says where
 * - `invalidIdToken` – the ID token did not pass validation; the tokens were not kept
 * - `signedOut` – the session is over: the refresh token no longer works (`invalid_grant`), or it was ended elsewhere; `endedBy` says which
 * - `busy` – another tab or process holds the session and did not finish in time
 * - `storage` – the kept session cannot be read; nothing was overwritten
 * - `unexpected` – a fault in this software or in the services that it was given
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8628#section-3.5 | RFC 8628 §3.5}
 * @see {@link https://www.rfc-editor.org/rfc/rfc6749#section-5.2 | RFC 6749 §5.2}
 * @see {@link https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation | OpenID Connect Core §3.1.3.7}
 */
export type DeviceFlowReason =
  | 'denied'
  | 'expired'
  | 'offline'
  | 'unsupported'
  | 'refused'
  | 'invalidResponse'
  | 'invalidIdToken'
  | 'signedOut'
  | 'busy'
  | 'storage'
  | 'unexpected'

/**
 * By whom a session was ended.
 *
 * - `server` – it refused to renew the tokens
 * - `elsewhere` – the person signed out, or in as somebody else, in another tab or process
 * - `storage` – its record is gone
 */
export type SessionEnd = 'server' | 'elsewhere' | 'storage'

/** What a {@link DeviceFlowError} carries beside its message. All text that a server supplied is cleaned of control characters. */
export interface DeviceFlowErrorDetails {
  /** The server's own error code (OAuth's `error`), verbatim and cleaned, when there is one. */
  error?: string | undefined
  /** The server's `error_description`, or what it said instead in words of its own, cleaned. */
  errorDescription?: string | undefined
  /** The server's `error_uri`, cleaned; http(s) only. */
  errorUri?: string | undefined
  /** The member of the server's response that was missing or wrong, in its wire name. */
  field?: string | undefined
  /** The HTTP status of the response. */
  status?: number | undefined
  /**
   * When the next try may leave, where the machine holds it back until then, or a new login may begin, where the server has asked to be
   * left alone (`Retry-After`): wall clock, ms since the epoch.
   */
  retryAt?: number | undefined
  /** Of a `signedOut`: who ended the session. */
  endedBy?: SessionEnd | undefined
  /** The fault underneath. */
  cause?: unknown
}

/**
 * Ends an attempt, typed by `reason`. The message says what was wrong and what to do next. It never holds a secret.
 *
 * @example
 * ```ts
 * import { DeviceFlowError } from '@device-flow/machine'
 *
 * throw new DeviceFlowError('refused', 'The server does not know this client.', { error: 'invalid_client', status: 401 })
 * ```
 */
export class DeviceFlowError extends Error {
  override readonly name = 'DeviceFlowError'
  // Declared only: as fields, each would be defined a second time in every bundle.
  declare readonly reason: DeviceFlowReason
  declare readonly error: string | undefined
  declare readonly errorDescription: string | undefined
  declare readonly errorUri: string | undefined
  declare readonly field: string | undefined
  declare readonly status: number | undefined
  declare readonly retryAt: number | undefined
  declare readonly endedBy: SessionEnd | undefined

  constructor(reason: DeviceFlowReason, message: string, details: DeviceFlowErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.reason = reason
    this.error = details.error
    this.errorDescription = details.errorDescription
    this.errorUri = details.errorUri
    this.field = details.field
    this.status = details.status
    this.retryAt = details.retryAt
    this.endedBy = details.endedBy
  }

  /** All but the cause, for JSON: without it, that would have no message. */
  toJSON(): object {
    return { ...this, message: this.message }
  }
}

/**
 * Why one request brought no usable response, for programs.
 *
 * - `offline` – no connection (DNS, refused, reset)
 * - `timeout` – no complete response within the time allowed for one request
 * - `serverError` – the server says that it cannot answer now (5xx, 408, 421, 425)
 * - `rateLimited` – 429 without an OAuth error
 * - `invalidResponse` – a response that is not OAuth at all (a proxy's HTML, truncated JSON)
 * - `busy` – another tab or process holds the session, and did not finish in time; or what is kept cannot be read or written now, so that
 *   nobody knows what others do
 */
export type TransientFaultReason = 'offline' | 'timeout' | 'serverError' | 'rateLimited' | 'invalidResponse' | 'busy'

/** What a {@link TransientFault} carries beside its message. */
export interface TransientFaultDetails {
  /** When the fault was known: wall clock, ms since the epoch. */
  receivedAt: number
  /** The same moment by `Clock.monotonic()`, ms. */
  receivedAtMonotonic?: number | undefined
  /**
   * When the request was sent, where it may have reached the server: wall clock, ms since the epoch. Absent when it surely did not (no such
   * host, connection refused), or the server said that it did nothing (429, 503). A refresh that may have arrived may have used up a
   * rotating refresh token.
   */
  sentAt?: number | undefined
  /**
   * Of a refresh whose response cannot be used, but for the refresh token in it: that one replaces what was sent, and is the one to send
   * next.
   */
  refreshToken?: Secret | undefined
  /** How long the server asked to be left alone (`Retry-After`), ms. */
  retryAfterMs?: number | undefined
  /** The HTTP status, when there was an HTTP response. */
  status?: number | undefined
  /** The server's error code, where a refresh was refused by one that OAuth does not have: whether for good, it does not say. */
  error?: string | undefined
  /** What the server says about it (`error_description`), or in words of its own, cleaned and short. */
  errorDescription?: string | undefined
  /**
   * The response is a page that something in front of the server may have sent: a proxy, a firewall, a sign-in page. Of a refresh, the
   * server has then refused nothing, whatever the status. `false`: it is no page, and of the server.
   */
  mayBeInFront?: boolean | undefined
  /**
   * What came back may have been a success that got lost: no response to a request that may have arrived, one that broke off, one of which
   * not even the status could be read, or a 2xx whose body is neither a page nor JSON. Of a poll, it may have been the tokens, which are
   * given once.
   */
  mayBeSuccess?: boolean | undefined
  /** The fault underneath. */
  cause?: unknown
}

/**
 * Says that one request brought no usable response, and that the next may. The machine counts it as a blip, backs off and goes on. Its
 * message is a sentence that says what happened: with a `status`, with a `cause`, or for a `timeout`, the person reads it when the login,
 * or a refresh, has run out of tries.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3 | RFC 9110 §10.2.3 (Retry-After)}
 * @example
 * ```ts
 * import { TransientFault } from '@device-flow/machine'
 *
 * throw new TransientFault('timeout', 'The server took longer than 10 s to answer.', { receivedAt: Date.now() })
 * ```
 */
export class TransientFault extends Error {
  override readonly name = 'TransientFault'
  declare readonly reason: TransientFaultReason
  declare readonly receivedAt: number
  declare readonly receivedAtMonotonic: number | undefined
  declare readonly sentAt: number | undefined
  declare readonly refreshToken: Secret | undefined
  declare readonly retryAfterMs: number | undefined
  declare readonly status: number | undefined
  declare readonly error: string | undefined
  declare readonly errorDescription: string | undefined
  declare readonly mayBeInFront: boolean | undefined
  declare readonly mayBeSuccess: boolean | undefined

  constructor(reason: TransientFaultReason, message: string, details: TransientFaultDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.reason = reason
    this.receivedAt = details.receivedAt
    this.receivedAtMonotonic = details.receivedAtMonotonic
    this.sentAt = details.sentAt
    this.refreshToken = details.refreshToken
    this.retryAfterMs = details.retryAfterMs
    this.status = details.status
    this.error = details.error
    this.errorDescription = details.errorDescription
    this.mayBeInFront = details.mayBeInFront
    this.mayBeSuccess = details.mayBeSuccess
  }

  /** All but the cause, for JSON: without it, that would have no message. A refresh token in it shows as a placeholder. */
  toJSON(): object {
    return { ...this, message: this.message }
  }
}

// By name, not by `instanceof`: with two copies of this package in one tree, each blip would end its login as a fault.

/** Tells whether this is a {@link TransientFault}, of whichever copy of this package. */
export function isTransientFault(value: unknown): value is TransientFault {
  return value instanceof Error && value.name === 'TransientFault'
}

/** Tells whether this is a {@link DeviceFlowError}, of whichever copy of this package. */
export function isDeviceFlowError(value: unknown): value is DeviceFlowError {
  return value instanceof Error && value.name === 'DeviceFlowError'
}
