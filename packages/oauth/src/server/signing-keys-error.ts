import { DeviceFlowError, TransientFault } from '@device-flow/machine'
import { describeResponse } from '../errors/describe-response.ts'
import { arrivalOf } from '../http/arrival.ts'
import type { HttpResponse } from '../http/http-response.ts'
import { RedirectFault } from '../http/redirects.ts'

/** The fault for a response that is no key set. After an approval, it is asked for again, whatever it says. */
export function noKeySet(response: HttpResponse): TransientFault {
  const message = `The ${response.endpoint} is no key set (${describeResponse(response)}).`
  return new TransientFault('invalidResponse', message, { status: response.status, ...arrivalOf(response) })
}

/**
 * The error for a key set that is unusable however often it is read: one without keys, or a refusal such as 404;
 * undefined when the next read may succeed.
 */
export function keySetProblem(error: unknown): DeviceFlowError | undefined {
  const isRefusal = error instanceof TransientFault && error.reason === 'invalidResponse' && isClientError(error.status)
  // No code has been shown yet: a redirect is rather a wrong address than a page of the network, where all else came through.
  const isElsewhere = error instanceof RedirectFault
  if (!(isRefusal || isElsewhere || error instanceof DeviceFlowError)) return undefined
  return new DeviceFlowError(
    'unsupported',
    `ID tokens of this server cannot be verified: ${error.message} Have that put right at the server, or leave openid out of the scope.`,
    { field: 'jwks_uri', status: error.status, cause: error },
  )
}

/** The error for an ID token that could not be verified, because the keys could not be had. */
export function keysUnavailable(problem: TransientFault | DeviceFlowError): DeviceFlowError {
  const isFinal = problem instanceof DeviceFlowError
  return new DeviceFlowError(
    isFinal || problem.reason === 'invalidResponse' ? 'invalidIdToken' : 'offline',
    `The sign-in could not be verified, so nothing was kept: ${problem.message} ` +
      (isFinal
        ? 'Report it to whoever runs the server.'
        : 'Start again, and report it to whoever runs the server if that does not help.'),
    { field: 'jwks_uri', status: problem.status, cause: problem },
  )
}

function isClientError(status = 0): boolean {
  return status >= 400 && status < 500
}
