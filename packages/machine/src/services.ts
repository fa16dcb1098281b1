import type { DeviceFlowError } from './errors.ts'
import type { Secret } from './secret.ts'

/** What one login asks for beyond the services' own settings. */
export interface DeviceAuthorizationRequest {
  /** Space-separated scopes, instead of the configured ones (RFC 8628 §3.1). */
  scope?: string
  /** Extra parameters of the device authorization request, e.g. `acr_values`. */
  parameters?: Record<string, string>
}

/** The server's answer to a device authorization request (RFC 8628 §3.2), checked and with absolute times. */
export interface DeviceAuthorization {
  deviceCode: Secret
  /** Shown verbatim: some servers compare it case-sensitively. */
  userCode: string
  /** http(s). */
  verificationUri: string
  /** http(s); for QR codes and links, never instead of the code. */
  verificationUriComplete?: string
  /** Wall clock, ms since the epoch. */
  expiresAt: number
  /** The least time between a response and the next poll, ms, as the server names it; absent when it names none: the chart takes 5 s then. */
  intervalMs?: number
  /** When the answer arrived: wall clock, ms since the epoch. */
  receivedAt: number
  /** The same moment by `Clock.monotonic()`, ms: it shows when the wall clock was set meanwhile. It means nothing after a restart. */
  receivedAtMonotonic?: number | undefined
}

/** A JSON value. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json | undefined }

/** The claims of a validated ID token (OpenID Connect Core §2). */
export interface IdTokenClaims {
  iss: string
  sub: string
  aud: string | string[]
  iat: number
  exp: number
  [claim: string]: Json | undefined
}

/** What the server says about the person (OpenID Connect Core §5.3.2). Text in it is the server's own, not cleaned. */
export interface UserInfo {
  sub: string
  [claim: string]: Json | undefined
}

/** The tokens of one session (RFC 6749 §5.1), validated. */
export interface TokenSet {
  accessToken: Secret
  /** As the server says it, lower case: `bearer` or `dpop`. */
  tokenType: string
  /** Wall clock, ms since the epoch; absent when the server does not say. */
  expiresAt?: number
  refreshToken?: Secret
  idToken?: Secret
  /** The granted scope: the server's, or else the one asked for. */
  scope?: string
  claims?: IdTokenClaims
  /** When the answer arrived: wall clock, ms since the epoch. */
  receivedAt: number
}

/** What a poll of the token endpoint brought (RFC 8628 §3.5). All are answers; a fault is a rejection. */
export type PollOutcome =
  | { type: 'granted'; tokens: TokenSet }
  | { type: 'pending'; receivedAt: number; receivedAtMonotonic?: number | undefined; retryAfterMs?: number }
  | {
      type: 'slowDown'
      receivedAt: number
      receivedAtMonotonic?: number | undefined
      /** The interval that the server named in its answer, ms (GitHub does). */
      intervalMs?: number
      retryAfterMs?: number
    }
  /** The login is over: denied, expired, or refused for a reason that polling on can't cure. */
  | { type: 'ended'; error: DeviceFlowError }

/** What a refresh brought (RFC 6749 §6). */
export type RefreshOutcome =
  /** Members that the reply did not have are kept from the tokens before. */
  { type: 'refreshed'; tokens: TokenSet } | { type: 'refused'; error: DeviceFlowError }

/**
 * A wait that ends when both are true: the wall clock has reached `until`, and `atLeastMs` have passed on the monotonic clock since
 * the call. Give both where politeness counts: timers run fast in virtual machines and wall clocks jump, but hardly both at once.
 * Then `atLeastMs` is also the most that the wall clock, should it have been set back, may ask for.
 */
export interface SleepRequest {
  /** Wall clock, ms since the epoch. */
  until?: number
  /** Duration, ms. */
  atLeastMs?: number
}

/** How a service is told that its result is no longer wanted. */
export interface ServiceCall {
  signal: AbortSignal
}

/** What the server did about tokens that are to be revoked (RFC 7009). */
export interface RevocationOutcome {
  /** Whether they are dead. A server without a revocation endpoint, or for this type of token, lets them live until they expire. */
  revoked: boolean
}

/** One client at one authorization server: the owner of a kept session. */
export interface DeviceFlowClient {
  /** The issuer (RFC 8414 §2); of a server that names none, its token endpoint. */
  readonly server: string
  /** RFC 6749 §2.2. */
  readonly clientId: string
}

/**
 * The only door between the chart and the outside world. Every method rejects with a {@link TransientFault} when the next try may
 * succeed, and with a {@link DeviceFlowError} when it can't; anything else that is thrown ends the attempt as `unexpected`.
 */
export interface DeviceFlowServices {
  /**
   * The client and server that these services are for. A kept session names its own, and is refused when it names others or none: its
   * tokens would go to a server that they are not for. Services without a `client` take any session.
   */
  readonly client?: DeviceFlowClient | undefined
  /** Asks for a device code and a user code (RFC 8628 §3.1). */
  requestDeviceAuthorization(request: DeviceAuthorizationRequest, call: ServiceCall): Promise<DeviceAuthorization>
  /**
   * Asks once whether the person has decided (RFC 8628 §3.4). Must end by itself (a time-out per request). Tokens are validated before
   * they are handed on. The signal is aborted only some seconds after the login was cancelled, so that a grant under way can be revoked.
   */
  pollToken(authorization: DeviceAuthorization, call: ServiceCall): Promise<PollOutcome>
  /**
   * Renews the access token (RFC 6749 §6). Must end by itself. It takes no signal: a refresh that is cut off half-way has
   * used up a rotating refresh token and lost its successor.
   */
  refreshTokens(tokens: TokenSet): Promise<RefreshOutcome>
  /**
   * Revokes the refresh token, then the access token, as far as the server lets it (RFC 7009). Must end by itself. Services that do not
   * say what came of it have revoked.
   */
  revokeTokens(tokens: TokenSet): Promise<RevocationOutcome | void>
  /**
   * Waits; see {@link SleepRequest}. Rejects when the signal is aborted. No poll is early because this waits: one that resolves at once
   * sends polls without a pause. `createSleep` makes it.
   */
  sleep(request: SleepRequest, call: ServiceCall): Promise<void>
}
