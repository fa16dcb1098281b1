import { isKnownCode } from '@device-flow/error-codes'
import { membersOf } from '../http/http-response.ts'
import type { HttpResponse } from '../http/http-response.ts'
import { isSuccess } from '../http/status.ts'
import { isInTrouble } from './doubtful-refusal.ts'
import { hasCode, readOAuthError } from './oauth-error.ts'
import type { OAuthError } from './oauth-error.ts'

// A server may say these two before it looks at who asks.
const OF_THE_REQUEST = ['invalid_request', 'unsupported_grant_type']

/**
 * Whether a server says that it does not take the client (RFC 6749 §5.2). A 401 without its word may be of something in front of it, and
 * with 5xx it may have found no client at all.
 */
export function refusesClient(response: HttpResponse): boolean {
  return !isInTrouble(response) && saysOfClient(readOAuthError(response))
}

const BASIC = /(?:^|,)\s*basic(?:[\s,]|$)/i

/**
 * Whether a 401 asks for Basic credentials without OAuth's word for it (RFC 6749 §5.2). A server may say so of credentials that it does not
 * take, and something in front of it, of none.
 */
export function challengesBasic(response: HttpResponse): boolean {
  const challenges = response.headers.get('www-authenticate') ?? ''
  return response.status === 401 && BASIC.test(challenges) && !readOAuthError(response)
}

/** Whether a response of the token endpoint is one that a server gives only to a client that it knows. */
export function knowsClient(response: HttpResponse): boolean {
  if (bringsTokens(response)) return true
  if (isInTrouble(response)) return false
  const error = readOAuthError(response)
  const isOfGrant = error && isKnownCode(error.code) && !OF_THE_REQUEST.some((code) => hasCode(error, code))
  return Boolean(isOfGrant) && !saysOfClient(error)
}

/** Whether a response of the token endpoint has an access token. */
export function bringsTokens(response: HttpResponse): boolean {
  return isSuccess(response.status) && Boolean(membersOf(response)?.access_token)
}

/** Whether a server says no without a word, which may be about the client: so Glewlwyd answers a refresh. */
export function isSilentNo({ status, text }: HttpResponse): boolean {
  return (status === 400 || status === 403) && text === ''
}

function saysOfClient(error: OAuthError | undefined): boolean {
  return hasCode(error, 'invalid_client') || hasCode(error, 'unauthorized_client')
}
