import { isKnownCode } from '@device-flow/error-codes'
import type { TransientFault } from '@device-flow/machine'
import type { HttpResponse } from '../http/http-response.ts'
import { hasCode } from './oauth-error.ts'
import type { OAuthError } from './oauth-error.ts'

// No trouble makes a server say that a person has declined.
const NEVER_IN_DOUBT = ['authorization_pending', 'slow_down', 'access_denied']

// RFC 9110 §15.5.10: what was asked for is in another state just now.
const CONFLICT = 409

/** The fault for a refusal by a server in trouble, which may soon say otherwise. */
export interface DoubtfulRefusal extends TransientFault {
  readonly refusal: OAuthError
}

/**
 * Whether a status tells of a server in trouble. RFC 6749 §5.2 has 400 and 401 for a refusal; a server whose database is down finds neither
 * client nor code, and may say so with 5xx.
 */
export function isInTrouble({ status }: HttpResponse): boolean {
  return status >= 500
}

/** Whether a refusal is in doubt: with 5xx; with 409 by a code that is not OAuth's. */
export function isDoubtful(response: HttpResponse, error: OAuthError): boolean {
  if (isInTrouble(response)) return !NEVER_IN_DOUBT.some((code) => hasCode(error, code))
  return response.status === CONFLICT && !isKnownCode(error.code)
}
