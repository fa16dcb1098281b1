import { Secret } from '@device-flow/machine'
import type { DeviceAuthorization, IdTokenClaims, TokenSet } from '@device-flow/machine'
import { virtualEpoch } from '../time/virtual-clock.ts'

/** What may be said about a made-up {@link DeviceAuthorization}. Plain data, so that scripts can be generated and printed. */
export interface DeviceAuthorizationOptions {
  deviceCode?: string
  userCode?: string
  verificationUri?: string
  /** `null` leaves it out. */
  verificationUriComplete?: string | null
  /** Lifetime from `receivedAt`, ms. Default 900 000. */
  expiresInMs?: number
  /** ms; `null`: the server does not say. Default 5000. */
  intervalMs?: number | null
  /** Wall clock, ms since the epoch. Default {@link virtualEpoch}. */
  receivedAt?: number
  /** Monotonic clock, ms. Left out by default, as by services that do not tell. */
  receivedAtMonotonic?: number
}

/**
 * Makes a valid device authorization.
 *
 * @example
 * ```ts
 * import { deviceAuthorization } from '@device-flow/testing'
 *
 * deviceAuthorization({ userCode: 'ABCD-EFGH', intervalMs: null })
 * ```
 */
export function deviceAuthorization(options: DeviceAuthorizationOptions = {}): DeviceAuthorization {
  const {
    deviceCode = 'device-code-1',
    userCode = 'WDJB-MJHT',
    verificationUri = 'https://id.example.com/activate',
    verificationUriComplete = `${verificationUri}?user_code=${encodeURIComponent(userCode)}`,
    expiresInMs = 900_000,
    intervalMs = 5000,
    receivedAt = virtualEpoch,
    receivedAtMonotonic,
  } = options
  return {
    deviceCode: new Secret(deviceCode),
    userCode,
    verificationUri,
    ...(verificationUriComplete !== null && { verificationUriComplete }),
    expiresAt: receivedAt + expiresInMs,
    ...(intervalMs !== null && { intervalMs }),
    receivedAt,
    ...(receivedAtMonotonic !== undefined && { receivedAtMonotonic }),
  }
}

/** What may be said about a made-up {@link TokenSet}. Plain data, so that scripts can be generated and printed. */
export interface TokenSetOptions {
  accessToken?: string
  /** Default `bearer`. */
  tokenType?: string
  /** Lifetime of the access token from `receivedAt`, ms; `null`: the server does not say. Default 3 600 000. */
  expiresInMs?: number | null
  /** `null` leaves it out. */
  refreshToken?: string | null
  /** `null` leaves it and the claims out. */
  idToken?: string | null
  /** Claims beside or instead of the usual ones. */
  claims?: Partial<IdTokenClaims>
  /** `null` leaves it out. Default `openid offline_access`. */
  scope?: string | null
  /** Wall clock, ms since the epoch. Default {@link virtualEpoch}. */
  receivedAt?: number
}

/**
 * Makes a valid token set: an access token for an hour, a refresh token, and an ID token with its claims.
 *
 * @example
 * ```ts
 * import { tokenSet } from '@device-flow/testing'
 *
 * tokenSet({ expiresInMs: 60_000, refreshToken: null })
 * ```
 */
export function tokenSet(options: TokenSetOptions = {}): TokenSet {
  const {
    accessToken = 'access-token-1',
    tokenType = 'bearer',
    expiresInMs = 3_600_000,
    refreshToken = 'refresh-token-1',
    idToken = 'id-token-1',
    scope = 'openid offline_access',
    receivedAt = virtualEpoch,
  } = options
  return {
    accessToken: new Secret(accessToken),
    tokenType,
    ...(expiresInMs !== null && { expiresAt: receivedAt + expiresInMs }),
    ...(refreshToken !== null && { refreshToken: new Secret(refreshToken) }),
    ...(idToken !== null && { idToken: new Secret(idToken), claims: claimsAt(receivedAt, options.claims) }),
    ...(scope !== null && { scope }),
    receivedAt,
  }
}

function claimsAt(receivedAt: number, claims: Partial<IdTokenClaims> = {}): IdTokenClaims {
  const iat = Math.floor(receivedAt / 1000)
  return { iss: 'https://id.example.com', sub: 'person-1', aud: 'client-1', iat, exp: iat + 3600, ...claims }
}
