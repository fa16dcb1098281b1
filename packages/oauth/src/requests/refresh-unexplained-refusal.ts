import { TransientFault } from '@device-flow/machine'
import { describeOAuthError } from '../errors/oauth-error.ts'
import type { OAuthError } from '../errors/oauth-error.ts'
import { arrivalOf } from '../http/arrival.ts'
import type { HttpResponse } from '../http/http-response.ts'
import { retryAfterMs } from '../http/retry-after.ts'

/**
 * The fault for a refresh that is refused, and not for the client or the end of the session: by `invalid_request`, as of a server that
 * takes no refresh, or by a code that OAuth does not have, be it the server's or that of something in front of it. A person is needed now,
 * and the next refresh may succeed all the same.
 */
export function unexplainedRefusalFault(response: HttpResponse, error: OAuthError): TransientFault {
  return new TransientFault('invalidResponse', `The ${response.endpoint} refused (${describeOAuthError(error)}).`, {
    ...arrivalOf(response),
    retryAfterMs: retryAfterMs(response),
    status: response.status,
    error: error.code,
  })
}
