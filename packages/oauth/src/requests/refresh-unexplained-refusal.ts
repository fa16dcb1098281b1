import { TransientFault } from '@device-flow/machine'
import { describeOAuthError } from '../errors/oauth-error.ts'
import type { OAuthError } from '../errors/oauth-error.ts'
import { arrivalOf } from '../http/arrival.ts'
import type { HttpResponse } from '../http/http-response.ts'
import { retryAfterMs } from '../http/retry-after.ts'

/**
 * The fault for a refresh that is refused by a code that OAuth does not have, be it the server's or that of something in front of it: a
 * person is needed now, and the next refresh may succeed all the same.
 */
export function unknownRefusalFault(response: HttpResponse, error: OAuthError): TransientFault {
  return new TransientFault('invalidResponse', `The ${response.endpoint} refused (${describeOAuthError(error)}).`, {
    ...arrivalOf(response),
    retryAfterMs: retryAfterMs(response),
    status: response.status,
    error: error.code,
  })
}
