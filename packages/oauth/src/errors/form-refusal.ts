import type { DeviceFlowError } from '@device-flow/machine'
import type { HttpResponse } from '../http/http-response.ts'
import { describeResponse } from './describe-response.ts'
import { readOAuthError } from './oauth-error.ts'
import { refusalInWords } from './refusal.ts'

// RFC 9110 §15.5.16: Unsupported Media Type.
const TAKES_NO_SUCH_BODY = 415

/**
 * The error for a response of an endpoint that takes no form (RFC 6749 §4), however often it is asked, and says no more
 * in OAuth's words; else undefined.
 */
export function formRefusal(response: HttpResponse): DeviceFlowError | undefined {
  if (response.status !== TAKES_NO_SUCH_BODY || readOAuthError(response)) return undefined
  const message =
    `The ${response.endpoint} takes no form, as OAuth sends one (${describeResponse(response)}). ` +
    'If it is that of AWS, Better Auth or Trakt, set the option provider.'
  return refusalInWords(response, 'unsupported', message)
}
