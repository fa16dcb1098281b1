import { DeviceFlowError } from '@device-flow/machine'
import type { TransientFault } from '@device-flow/machine'

/** The error for a key set that is unusable however often it is read; undefined when the next read may succeed. */
export function keySetProblem(error: unknown): DeviceFlowError | undefined {
  if (!(error instanceof DeviceFlowError)) return undefined
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
      (isFinal ? 'Report it to whoever runs the server.' : 'Start again.'),
    { field: 'jwks_uri', status: problem.status, cause: problem },
  )
}
