import { refusalFor, UNPROVEN_REFUSALS } from '@device-flow/error-codes'
import type { Refusal } from '@device-flow/error-codes'
import { DeviceFlowError } from '@device-flow/machine'
import type { DeviceFlowReason } from '@device-flow/machine'
import type { HttpResponse } from '../http/http-response.ts'
import { refusedForms } from './describe-response.ts'
import { describeOAuthError } from './oauth-error.ts'
import type { OAuthError } from './oauth-error.ts'
import { ownCodeIn, wordsIn } from './server-words.ts'

/**
 * The typed error for an OAuth error that ends the attempt. `overrides` says what codes mean in response to the request that was made,
 * where that is something else than usual; `isProven`, whether a proof that it could have had went with it (DPoP).
 */
export function refusal(
  response: HttpResponse,
  error: OAuthError,
  overrides?: ReadonlyMap<string, Refusal>,
  isProven = true,
): DeviceFlowError {
  const [reason, sentence] = (!isProven && UNPROVEN_REFUSALS.get(error.code)) || refusalFor(error.code, overrides)
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
