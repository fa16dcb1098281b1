import type { IdTokenClaims } from '@device-flow/machine'
import type { HttpResponse } from '../http/http-response.ts'
import { invalidIdToken } from './id-token-error.ts'
import { serverTime } from '../http/http-date.ts'

// Clocks of signers and of devices differ by minutes; an ID token that comes straight from the token endpoint is hardly
// an old one.
const LEEWAY_MS = 10 * 60 * 1000

/**
 * The claim by which an ID token is out of time: `exp` or `nbf` (OpenID Connect Core §3.1.3.7, RFC 7519 §4.1.5). It is
 * so by the `Date` of the response that brought it and by when that came: either clock may be wrong, the device's, or
 * that of something in front of the server. Where the `Date` cannot be read, the device's decides.
 */
export function outOfTime(claims: IdTokenClaims, response: HttpResponse): 'exp' | 'nbf' | undefined {
  const clocks = [serverTime(response) ?? response.receivedAt, response.receivedAt]
  const { exp, nbf } = claims
  if (clocks.every((now) => exp * 1000 <= now - LEEWAY_MS)) return 'exp'
  if (typeof nbf === 'number' && clocks.every((now) => nbf * 1000 > now + LEEWAY_MS)) return 'nbf'
  return undefined
}

/** The error for an ID token that is out of time. */
export function timeError(field: 'exp' | 'nbf', response: HttpResponse): Error {
  const isByServer = serverTime(response) !== undefined
  const clock = isByServer ? "the server's own clock, and by this device's," : "this device's clock"
  const problem = field === 'exp' ? 'it has expired (exp)' : 'it is not valid yet (nbf)'
  const advice = isByServer ? 'Report it to whoever runs the server.' : "Set this device's clock, then start again."
  return invalidIdToken(field, `by ${clock} ${problem}`, advice)
}
