import type { TransientFault } from '@device-flow/machine'
import { membersOf } from '../http/http-response.ts'
import type { HttpResponse } from '../http/http-response.ts'
import { NOT_NOW, readOAuthError, saysNotNow, TOO_FAST } from './oauth-error.ts'
import type { OAuthError } from './oauth-error.ts'
import { codesIn } from './server-words.ts'
import { invalidResponseFault, rateLimitFault, serverErrorFault } from './transient-fault.ts'

/** What a response is, of whichever endpoint. What it means there, each request decides. */
export type Verdict =
  /** The server says "not now"; the next request may get through. */
  | { type: 'fault'; fault: TransientFault }
  /** An error response (RFC 6749 §5.2). */
  | { type: 'oauthError'; error: OAuthError }
  /** Nothing that OAuth has: a page, a gateway's words, JSON of another kind. `problem` says what is wrong with it first. */
  | { type: 'notOAuth'; problem: NotOAuthProblem }
  /** Success, and a JSON object. Its members are still to be checked. */
  | { type: 'ok'; members: Record<string, unknown> }

/**
 * - `errorMember` – an `error` that is not text, which is no success, whatever stands beside it
 * - `status` – not 2xx
 * - `noJson` – neither JSON nor a form
 * - `noObject` – JSON, but no object
 */
export type NotOAuthProblem = 'errorMember' | 'status' | 'noJson' | 'noObject'

// RFC 6585 §6: the network wants a sign-in first.
const NETWORK_AUTHENTICATION_REQUIRED = 511

/** Judges the response of an endpoint: by its OAuth error if it has one, and only otherwise by its status, and then by its body. */
export function classify(response: HttpResponse): Verdict {
  const error = readOAuthError(response)
  if (error) {
    return NOT_NOW.has(error.code)
      ? { type: 'fault', fault: serverErrorFault(response, error) }
      : { type: 'oauthError', error }
  }
  const verdict = classifyDocument(response)
  const stated = membersOf(response)?.error
  const isUnreadable = verdict.type !== 'fault' && Boolean(stated) && typeof stated !== 'string'
  return isUnreadable ? { type: 'notOAuth', problem: 'errorMember' } : verdict
}

/** Judges the response of an address where a document is: metadata, a key set. What it may call `error` is not an OAuth error. */
export function classifyDocument(response: HttpResponse): Exclude<Verdict, { type: 'oauthError' }> {
  const fault = faultByStatus(response)
  if (fault) return { type: 'fault', fault }
  if (response.status < 200 || response.status >= 300) return { type: 'notOAuth', problem: 'status' }
  if (response.body === undefined) return { type: 'notOAuth', problem: 'noJson' }
  const members = membersOf(response)
  return members ? { type: 'ok', members } : { type: 'notOAuth', problem: 'noObject' }
}

function faultByStatus(response: HttpResponse): TransientFault | undefined {
  const { status, body } = response
  if (status === 429 || codesIn(body).some((code) => TOO_FAST.has(code.toLowerCase()))) return rateLimitFault(response)
  if (status === NETWORK_AUTHENTICATION_REQUIRED) return invalidResponseFault(response)
  return saysNotNow(status) ? serverErrorFault(response) : undefined
}
