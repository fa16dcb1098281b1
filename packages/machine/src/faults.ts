import { DeviceFlowError, isDeviceFlowError, isTransientFault, type TransientFault } from './errors.ts'

/** The end of an attempt that ran out of tries. */
export function offlineError(fault: unknown): DeviceFlowError {
  const { status, retryAfterMs = 0 } = isTransientFault(fault) ? fault : {}
  const when =
    retryAfterMs > 0
      ? `, and asks to be left alone for ${inSeconds(retryAfterMs)}. Try again after that.`
      : '. Try again later.'
  const message =
    status === undefined
      ? `${whatKeptUsAway(fault)}, then try again.`
      : `The server can not answer now (HTTP ${status})${when}`
  return new DeviceFlowError('offline', message, { status, cause: fault })
}

/** The end of a refresh that brought no answer; the next may leave `waitMs` after it. */
export function unrenewedError(fault: TransientFault, waitMs: number): DeviceFlowError {
  const { status, receivedAt } = fault
  const seconds = Math.ceil(waitMs / 1000)
  const why =
    status === undefined
      ? `${whatKeptUsAway(fault)}, then try again in ${seconds} s.`
      : `The server answered HTTP ${status}. Try again in ${seconds} s.`
  return new DeviceFlowError('offline', `The access token could not be renewed. ${why}`, {
    status,
    retryAt: receivedAt + waitMs,
    cause: fault,
  })
}

/** Browsers do not say why; elsewhere, a mistyped host must not look like a network that is down. */
function whatKeptUsAway(fault: unknown): string {
  return isTransientFault(fault) && (fault.cause || fault.reason === 'timeout')
    ? `${fault.message} Check the address and the network connection`
    : 'The server could not be reached. Check the network connection'
}

/** The end of a login whose server keeps answering with something that is not OAuth. */
export function unintelligibleError(fault: unknown): DeviceFlowError {
  const { message, status } = isTransientFault(fault) ? fault : {}
  return new DeviceFlowError(
    'invalid_response',
    `${message ?? 'The answer is not OAuth.'} It keeps doing so: check the address, and whether a proxy or a sign-in page of this network is in between.`,
    { status, cause: fault },
  )
}

/** A service's own verdict, or the wrapping of something it should not have thrown. */
export function fatalError(fault: unknown): DeviceFlowError {
  if (isDeviceFlowError(fault)) return fault
  return new DeviceFlowError(
    'unexpected',
    'Something went wrong in this software. Try again; if it stays, report it with the cause.',
    { cause: fault },
  )
}

/** A duration for people. */
export function inSeconds(ms: number): string {
  return `${Math.ceil(ms / 1000)} s`
}
