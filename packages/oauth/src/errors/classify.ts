import { isUnavailableCode } from '@device-flow/error-codes'
import { membersOf } from '../http/http-response.ts'
import type { HttpResponse } from '../http/http-response.ts'
import { isSuccess, NETWORK_AUTHENTICATION_REQUIRED, saysNotNow } from '../http/status.ts'
import { isDoubtful } from './doubtful-refusal.ts'
import { readOAuthError, saysRateLimit } from './oauth-error.ts'
import type { OAuthError } from './oauth-error.ts'
import { codesIn } from './server-words.ts'
import { invalidResponseFault, rateLimitFault, serverErrorFault } from './transient-fault.ts'

/** What a response is, of whichever endpoint: one of three. What that means, each request decides. */
export type Verdict =
  /** An error response (RFC 6749 §5.2). */
  | { error: OAuthError; problem?: undefined; members?: undefined }
  /** Nothing that OAuth has: a page, a gateway's words, JSON of another kind. */
  | { problem: NotOAuthProblem; error?: undefined; members?: undefined }
  /** Success, and a JSON object. Its members are still to be checked. */
  | { members: Record<string, unknown>; error?: undefined; problem?: undefined }

/**
 * What is wrong with a response that is not OAuth.
 *
 * - `error` – it has an `error` that is not text, which is no success, whatever stands beside it
 * - `status` – not 2xx
 * - `text` – neither JSON nor a form
 * - `json` – JSON, but no object
 */
type NotOAuthProblem = 'error' | 'status' | 'text' | 'json'

/**
 * Judges the response of an endpoint: by its OAuth error if it has one, only otherwise by its status, and then by its
 * body. Throws a `TransientFault` for one that says "not now", which is a `DoubtfulRefusal` where it refuses all the same.
 */
export function classify(response: HttpResponse): Verdict {
  const error = readOAuthError(response)
  if (error) {
    if (isUnavailableCode(error.code)) throw serverErrorFault(response, error)
    if (isDoubtful(response, error)) throw Object.assign(serverErrorFault(response, error), { refusal: error })
    return { error }
  }
  const verdict = classifyDocument(response)
  const stated = membersOf(response)?.error
  // In a success, one that is empty says nothing.
  const isStated = stated && !(verdict.members && isEmpty(stated))
  return isStated && typeof stated !== 'string' ? { problem: 'error' } : verdict
}

function isEmpty(value: object): boolean {
  return typeof value === 'object' && Object.keys(value).length === 0
}

/**
 * {@link classify} for an address where a document is: metadata, a key set. What that may call `error` is not an OAuth
 * error.
 */
export function classifyDocument(response: HttpResponse): Exclude<Verdict, { error: OAuthError }> {
  const { status, body } = response
  if (status === 429 || codesIn(body).some(saysRateLimit)) {
    throw rateLimitFault(response)
  }
  if (status === NETWORK_AUTHENTICATION_REQUIRED) throw invalidResponseFault(response)
  if (saysNotNow(status)) throw serverErrorFault(response)
  if (!isSuccess(status)) return { problem: 'status' }
  if (body === undefined) return { problem: 'text' }
  const members = membersOf(response)
  return members ? { members } : { problem: 'json' }
}
