import { refusalFor, UNPROVEN_REFUSALS } from '@device-flow/error-codes'
import type { Refusal } from '@device-flow/error-codes'
import { DeviceFlowError } from '@device-flow/machine'
import type { DeviceFlowReason } from '@device-flow/machine'
import type { HttpResponse } from '../http/http-response.ts'
import { refusedForms } from './describe-response.ts'
import { describeOAuthError } from './oauth-error.ts'
import type { OAuthError } from './oauth-error.ts'
import { ownCodeIn, wordsIn } from './server-words.ts'

// oidc-provider says so of a client without the grant, with the code invalid_request.
const GRANT_IS_OFF = /grant[- ]type\S* is not allowed for this client/

/**
 * How an OAuth error ends the attempt. `overrides` says what codes mean in response to the request that was made, where that is something
 * else than usual; `isProven`, whether a proof that it could have had went with it (DPoP).
 */
export function refusalOf(
  { code, description = '' }: OAuthError,
  overrides?: ReadonlyMap<string, Refusal>,
  isProven = true,
): Refusal {
  const meant = GRANT_IS_OFF.test(description) ? 'unauthorized_client' : code
  return (!isProven && UNPROVEN_REFUSALS.get(code)) || refusalFor(meant, overrides)
}

/** The typed error for an OAuth error that ends the attempt so. */
export function refusal(
  response: HttpResponse,
  error: OAuthError,
  [reason, sentence]: Refusal = refusalOf(error),
): DeviceFlowError {
  // That a code has expired needs no report: the sentence says all, but for the server's own words.
  const isQuoted = reason !== 'expired' || error.description
  return new DeviceFlowError(
    reason,
    isQuoted ? `${sentence} (${describeOAuthError(error)}${refusedForms(response)})` : sentence,
    {
      error: error.code,
      errorDescription: error.description,
      errorUri: error.uri,
      status: response.status,
    },
  )
}

/** The typed error for a response that refuses in the server's own words, without an OAuth error. */
export function refusalInWords(response: HttpResponse, reason: DeviceFlowReason, message: string): DeviceFlowError {
  return new DeviceFlowError(reason, message, {
    error: ownCodeIn(response),
    errorDescription: wordsIn(response),
    status: response.status,
  })
}
