import { isKnownCode, UNPROVEN_REFUSALS } from '@device-flow/error-codes'
import type { HttpResponse } from '../http/http-response.ts'
import type { ClientJudgement } from '../options/credential-form.ts'
import { hasCode, readOAuthError, saysNotNow } from './oauth-error.ts'

/** What a response says of the client; undefined where that is nothing. */
export function judgementOfClient(response: HttpResponse): ClientJudgement | undefined {
  const { status, text } = response
  const error = readOAuthError(response)
  if (hasCode(error, 'invalid_client') || hasCode(error, 'unauthorized_client')) return 'refused'
  if (error && (isKnownCode(error.code) || UNPROVEN_REFUSALS.has(error.code))) return 'accepted'
  if (status === 401) return 'refused'
  if ((status === 400 || status === 403) && text === '') return 'silent'
  return status < 300 && !saysNotNow(status) ? 'accepted' : undefined
}
