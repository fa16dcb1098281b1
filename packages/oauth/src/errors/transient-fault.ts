import { TransientFault } from '@device-flow/machine'
import type { TransientFaultReason } from '@device-flow/machine'
import { arrivalOf } from '../http/arrival.ts'
import type { HttpResponse } from '../http/http-response.ts'
import { retryAfterMs } from '../http/retry-after.ts'
import { isSuccess, mayHaveActed } from '../http/status.ts'
import { describeResponse, isPage, namesIn } from './describe-response.ts'
import { describeOAuthError, hasCode } from './oauth-error.ts'
import type { OAuthError } from './oauth-error.ts'
import { wordsIn } from './server-words.ts'

const ACCEPTED = 202

/** The fault for a server that cannot answer now, in its words. */
export function serverErrorFault(response: HttpResponse, error?: OAuthError): TransientFault {
  const said = error ? `HTTP ${response.status} ${describeOAuthError(error)}` : describeResponse(response)
  return faultFor(response, 'serverError', `cannot answer now (${said})`, error)
}

/**
 * Whether a response says that what was asked for is not there yet, as a function that starts up does: 202, and when to come back. Beside
 * that, there may be anything.
 */
export function saysNotYet(response: HttpResponse): boolean {
  return response.status === ACCEPTED && retryAfterMs(response) !== undefined
}

/**
 * The fault for a response that asks for fewer requests; `slow_down` means no more than that where nothing is polled.
 */
export function rateLimitFault(response: HttpResponse): TransientFault {
  return faultFor(response, 'rateLimited', `asks for fewer requests (${describeResponse(response)})`)
}

/**
 * The fault for a response that is not OAuth at all, where the next one may be: a proxy's page, JSON that was cut off.
 */
export function invalidResponseFault(response: HttpResponse): TransientFault {
  const what = wordsIn(response) ? 'without an OAuth error' : `with ${whatCame(response)}`
  return faultFor(response, 'invalidResponse', `answered ${what} (${describeResponse(response)})`)
}

function faultFor(
  response: HttpResponse,
  reason: TransientFaultReason,
  saying: string,
  error?: OAuthError,
): TransientFault {
  return new TransientFault(reason, `The ${response.endpoint} ${saying}.`, {
    ...arrivalOf(response),
    sentAt: reason !== 'rateLimited' && mayHaveDoneIt(response, error) ? response.sentAt : undefined,
    retryAfterMs: retryAfterMs(response),
    status: response.status,
    errorDescription: error ? error.description : wordsIn(response),
    mayBeInFront: reason === 'invalidResponse' ? mayBeInFront(response) : undefined,
    mayBeSuccess: (reason === 'invalidResponse' && isUndecoded(response)) || undefined,
  })
}

/** Of JSON, whoever runs the server knows by its members what to change. */
function whatCame(response: HttpResponse): string {
  const names = namesIn(response)
  return names ? `JSON that is not OAuth, but has ${names}` : 'something that is not OAuth'
}

/** Undefined where nobody knows: of nothing at all, or of what was cut off. */
function mayBeInFront(response: HttpResponse): boolean | undefined {
  if (isPage(response)) return true
  return namesIn(response) ? false : undefined
}

/** Whether a response to a POST is a success of which something is there that is neither JSON nor a form, nor a page: cut-off JSON, say. */
function isUndecoded(response: HttpResponse): boolean {
  const { body, sentAt, status, text } = response
  return sentAt !== undefined && isSuccess(status) && body === undefined && text.trim() !== '' && !isPage(response)
}

/**
 * Whether the server may have done what was asked all the same. It has not where it, or what is in front of it, says "not now" or refuses.
 */
function mayHaveDoneIt({ status }: HttpResponse, error: OAuthError | undefined): boolean {
  return error ? !hasCode(error, 'temporarily_unavailable') : mayHaveActed(status)
}
