import { TransientFault } from '@device-flow/machine'
import type { HttpResponse } from '../http/http-response.ts'
import { RedirectFault } from '../http/redirects.ts'
import { isSuccess, MISDIRECTED_REQUEST, mayHaveActed } from '../http/status.ts'
import { isPage } from './describe-response.ts'
import { knownCodeIn, readOAuthError } from './oauth-error.ts'

// 405: what is at the address now takes no POST.
const GONE = new Set([404, 405, 410])

/** What became of a request: a response, or why there is none. */
export type Reply = { response: HttpResponse; error?: undefined } | { response?: undefined; error: unknown }

/** Whether a response says that there is no such endpoint: nobody there has judged the request. */
export function isEndpointGone(response: HttpResponse): boolean {
  return GONE.has(response.status) && !knownCodeIn(response.body)
}

/** Whether an endpoint is surely elsewhere, or nowhere, for now at least. */
export function isElsewhere({ response, error }: Reply): boolean {
  if (!response) return error instanceof RedirectFault || isHostUnreachable(error)
  return isEndpointGone(response) || (response.status === MISDIRECTED_REQUEST && !readOAuthError(response))
}

/** Whether nothing of OAuth has answered. */
export function isUnanswered({ response, error }: Reply): boolean {
  if (!response) return error instanceof TransientFault
  if (isSuccess(response.status)) return isPage(response)
  return response.status !== 429 && !readOAuthError(response)
}

/** Whether a request has surely had no effect where it was sent. */
export function isWithoutEffect({ response, error }: Reply): boolean {
  return response ? !mayHaveActed(response.status) : error instanceof TransientFault && error.sentAt === undefined
}

/**
 * Whether a request surely reached nobody: its host has no address, or takes no connection there. Browsers do not say.
 */
function isHostUnreachable(error: unknown): boolean {
  const cause = error instanceof TransientFault && error.reason === 'offline' ? error.cause : undefined
  return cause instanceof Error && /^(?:ECONNREFUSED|ENOTFOUND)$/.test(cause.message)
}
