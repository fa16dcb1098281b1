import { canonicalCode } from '@device-flow/error-codes'
import type { DeviceFlowError } from '@device-flow/machine'
import type { HttpResponse } from '../http/http-response.ts'
import type { OAuthError } from './oauth-error.ts'
import { refusal, refusalOf } from './refusal.ts'
import type { RefusedRequest } from './refused-request.ts'

/** Codes for which the request tells what is probably wrong. */
const EXPLAINED = new Set(['invalid_client', 'unauthorized_client', 'invalid_scope'])
/** What Better Auth says at the endpoint of its first plugin for a code of its second. */
const OTHER_ENDPOINT = /must be exchanged at the OAuth token endpoint/

/**
 * The typed error for an OAuth error that ends the attempt, with what the request tells of its cause. Those words are loaded only now:
 * where that cannot be, as in a page whose files were replaced meanwhile, it says no more than the code does.
 */
export async function explainedRefusal(
  response: HttpResponse,
  error: OAuthError,
  request: RefusedRequest,
): Promise<DeviceFlowError> {
  const usual = refusalOf(error, request.overrides, Boolean(request.settings.dpop))
  const isExplained = EXPLAINED.has(canonicalCode(error.code)) || OTHER_ENDPOINT.test(error.description ?? '')
  if (!isExplained) return refusal(response, error, usual)
  const explained = await import('./refusal-in-context.ts').then(
    ({ refusalInContext }) => refusalInContext(usual, error, request),
    () => usual,
  )
  return refusal(response, error, explained)
}
