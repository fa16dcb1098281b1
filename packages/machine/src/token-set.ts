import type { Secret } from './secret.ts'

/** A JSON value. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json | undefined }

/**
 * The claims of a validated ID token.
 *
 * @see {@link https://openid.net/specs/openid-connect-core-1_0.html#IDToken | OpenID Connect Core §2}
 */
export interface IdTokenClaims {
  iss: string
  sub: string
  aud: string | string[]
  iat: number
  exp: number
  [claim: string]: Json | undefined
}

/**
 * What the server says about the person. Text in it is the server's own, not cleaned.
 *
 * @see {@link https://openid.net/specs/openid-connect-core-1_0.html#UserInfoResponse | OpenID Connect Core §5.3.2}
 */
export interface UserInfo {
  sub: string
  [claim: string]: Json | undefined
}

/**
 * What tokens are good for, finer than a scope says it. Text in it is the server's own, not cleaned.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9396#section-7 | RFC 9396 §7}
 */
export interface AuthorizationDetail {
  /** Tells which further members there are, and what they mean. */
  type: string
  [member: string]: Json | undefined
}

/**
 * The tokens of one session, validated.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6749#section-5.1 | RFC 6749 §5.1}
 */
export interface TokenSet {
  accessToken: Secret
  /** As the server says it, lower case: `bearer` or `dpop`. */
  tokenType: string
  /** When the access token dies: wall clock, ms since the epoch; absent when the server does not say. */
  expiresAt?: number
  refreshToken?: Secret
  /** When the refresh token dies, unless it is renewed before: wall clock, ms since the epoch; absent when the server does not say. */
  refreshTokenExpiresAt?: number | undefined
  /**
   * When the person's authorization ends, however often the tokens are renewed: wall clock, ms since the epoch; absent when the server does
   * not say.
   *
   * @see {@link https://datatracker.ietf.org/doc/draft-ietf-oauth-refresh-token-expiration/ | draft-ietf-oauth-refresh-token-expiration}
   */
  authorizationExpiresAt?: number
  idToken?: Secret
  /** The granted scope: the server's, otherwise the one that was asked for. */
  scope?: string
  claims?: IdTokenClaims
  /** What was granted of the `authorization_details` that were asked for; absent where the server does not say. */
  authorizationDetails?: AuthorizationDetail[]
  /** The DPoP key that the tokens, or the refresh token alone, are bound to, by its thumbprint (RFC 7638); absent without DPoP. */
  dpopKeyId?: string | undefined
  /**
   * The server knows the client by an id and a secret in the header as they are, and not form-encoded: whoever renews or revokes the tokens
   * sends them so at once, and is not refused first. For the services alone.
   *
   * @see {@link https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1 | RFC 6749 §2.3.1}
   */
  rawCredentials?: true | undefined
  /** When the response arrived: wall clock, ms since the epoch. */
  receivedAt: number
  /** They came of a refresh, not of a sign-in; noted by the chart. */
  renewed?: boolean | undefined
}
