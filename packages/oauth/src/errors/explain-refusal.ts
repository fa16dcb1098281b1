import type { DeviceFlowError, DeviceFlowReason } from '@device-flow/machine'
import type { HttpResponse } from '../http/http-response.ts'
import type { OAuthError } from './oauth-error.ts'
import { UnreadResponse } from '../http/unread-response.ts'
import { invalidDeviceAuthorization } from './invalid-response.ts'
import { refusal, refusalOf } from './refusal.ts'
import type { RefusedRequest } from './refused-request.ts'

const CAUSES = new Set<DeviceFlowReason>(['unsupported', 'refused', 'expired'])

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
  const [reason] = usual
  const mayHaveCause = reason === 'denied' ? request.asked !== undefined : CAUSES.has(reason)
  if (!mayHaveCause) return refusal(response, error, usual)
  const explained = await import('./refusal-in-context.ts').then(
    ({ refusalInContext }) => refusalInContext(usual, error, request),
    () => usual,
  )
  return refusal(response, error, explained)
}

/**
 * The error for an answer of the device authorization endpoint that is neither a success nor an OAuth error, or was not read. Those words
 * are loaded only now, too.
 */
export function explainedAnswer(answer: HttpResponse | UnreadResponse, request: RefusedRequest): Promise<Error> {
  return import('./device-authorization-refusal.ts').then(
    ({ deviceAuthorizationRefusal }) => deviceAuthorizationRefusal(answer, request),
    () => (answer instanceof UnreadResponse ? answer : invalidDeviceAuthorization(answer, undefined)),
  )
}
