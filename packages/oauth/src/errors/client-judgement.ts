import { isKnownCode, UNPROVEN_REFUSALS } from '@device-flow/error-codes'
import type { HttpResponse } from '../http/http-response.ts'
import { hasCode, readOAuthError, saysNotNow } from './oauth-error.ts'

/**
 * Whether a response says that the server accepts who the client says it is, or that it does not (RFC 6749 §5.2); undefined where it says
 * neither.
 */
export function acceptsClient(response: HttpResponse): boolean | undefined {
  const { status } = response
  const error = readOAuthError(response)
  if (hasCode(error, 'invalid_client') || hasCode(error, 'unauthorized_client')) return false
  if (error && (isKnownCode(error.code) || UNPROVEN_REFUSALS.has(error.code))) return true
  if (status === 401) return false
  return status < 300 && !saysNotNow(status) ? true : undefined
}
