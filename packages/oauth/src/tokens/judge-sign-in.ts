// Loaded only by logins that ask how the person is to sign in: few do.
import type { DeviceAuthorization, IdTokenClaims } from '@device-flow/machine'
import { isRecord } from '@device-flow/untrusted'
import type { Arrival } from '../http/arrival.ts'
import { invalidIdToken } from './id-token-error.ts'

// As oauth4webapi allows by default. Both times are of the server's own clocks.
const LEEWAY_S = 30

/**
 * Throws a `DeviceFlowError` `invalidIdToken` unless a person has signed in as a login asked for: recently enough
 * (`max_age`), and not after the token was issued, and in a way that it called essential (`acr` in `claims`). What
 * `acr_values` asks for is a wish that the server need not fulfil (OpenID Connect Core §3.1.2.1).
 *
 * @param claims of the ID token; undefined where none came, or it could not be verified
 * @see {@link https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation | OpenID Connect Core §3.1.3.7, points 12 and 13}
 */
export function judgeSignIn(
  parameters: Readonly<Record<string, string>>,
  claims: IdTokenClaims | undefined,
  times: { authorization: DeviceAuthorization; response: Arrival },
): void {
  const { max_age: maxAge } = parameters
  if (maxAge) {
    const at = claims?.['auth_time']
    if (!claims || typeof at !== 'number') {
      throw invalidIdToken('auth_time', 'max_age was asked for, and nothing says when the person signed in (auth_time)')
    }
    // The server judged the age at some time after the login began. By `iat`: the clock of the device says nothing of the server's.
    if (at < claims.iat - waitedMs(times) / 1000 - Number(maxAge) - LEEWAY_S) {
      throw invalidIdToken('auth_time', `the person signed in longer ago than the ${maxAge} s that were asked for`)
    }
    // Otherwise a time far ahead would be recent for ever.
    if (at > claims.iat + LEEWAY_S) {
      throw invalidIdToken('auth_time', 'the person signed in after the ID token was issued (auth_time, iat)')
    }
  }
  const wanted = essentialAcr(parameters['claims'])
  if (wanted && !wanted.includes(claims?.['acr'])) {
    throw invalidIdToken('acr', 'the person did not sign in in the way that was asked for as essential (acr)')
  }
}

/** The values of which `acr` has to be one (OpenID Connect Core §5.5.1.1); undefined where none is essential. */
function essentialAcr(claims: string | undefined): unknown[] | undefined {
  const request = idTokenRequest(claims)?.['acr']
  if (!isRecord(request) || request['essential'] !== true) return undefined
  const { value, values } = request
  if (Array.isArray(values)) return values
  return value === undefined ? undefined : [value]
}

function idTokenRequest(claims: string | undefined): Record<string, unknown> | undefined {
  if (!claims) return undefined
  try {
    const request: unknown = JSON.parse(claims)
    return isRecord(request) && isRecord(request['id_token']) ? request['id_token'] : undefined
  } catch {
    // The option was checked; were it not, the tokens would be lost here, which are given once.
    return undefined
  }
}

/** How long before its tokens came the login began, ms: by the clock that says longer, and no longer than its code lives. */
function waitedMs({ authorization, response }: { authorization: DeviceAuthorization; response: Arrival }): number {
  const { receivedAt, receivedAtMonotonic = NaN, expiresAt } = authorization
  // NaN after a restart.
  const byMonotonic = (response.receivedAtMonotonic ?? NaN) - receivedAtMonotonic
  return Math.min(Math.max(response.receivedAt - receivedAt, byMonotonic || 0), expiresAt - receivedAt)
}
