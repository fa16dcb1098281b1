import { DeviceFlowError, isTransientFault } from '@device-flow/machine'
import type { TransientFault } from '@device-flow/machine'

/**
 * The end of a command whose one request brought no usable response, told as a login tells it that has run out of tries. What is no such
 * fault is returned as it is.
 *
 * @param when what the request was to find out, as the beginning of a sentence
 */
export function outOfReach(failure: unknown, when = ''): unknown {
  if (!isTransientFault(failure)) return failure
  const { message, status, receivedAt, retryAfterMs = 0 } = failure
  return new DeviceFlowError(reasonOf(failure), `${when}${message} ${nextTry(failure)}`, {
    status,
    ...(retryAfterMs > 0 && { retryAt: receivedAt + retryAfterMs }),
    cause: failure,
  })
}

/** As what a login ends that meets nothing but this. */
export function reasonOf({ reason }: TransientFault): 'busy' | 'invalidResponse' | 'offline' {
  return reason === 'busy' || reason === 'invalidResponse' ? reason : 'offline'
}

function nextTry({ retryAfterMs = 0, status }: TransientFault): string {
  if (retryAfterMs > 0) return `Try again in ${Math.ceil(retryAfterMs / 1000)} s.`
  return status === undefined ? 'Check the address and the network connection, then try again.' : 'Try again later.'
}
