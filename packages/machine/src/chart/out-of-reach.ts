import { isDeviceFlowError, isTransientFault } from '../errors.ts'
import type { DeviceFlowError, TransientFault } from '../errors.ts'

/** Whether a session that ended like this was merely out of reach, so that another try makes sense. */
export function isOutOfReach(error: DeviceFlowError | undefined): boolean {
  if (hasDeclined(error)) return false
  return error?.reason === 'offline' || error?.reason === 'busy' || isOfStore(error?.cause)
}

/** Whether a refresh that ended like this may be tried again by itself: its server was out of reach, or said no, and not why. */
export function isWorthAnotherTry(error: DeviceFlowError): boolean {
  return isOutOfReach(error) || hasDeclined(error)
}

function hasDeclined(error: DeviceFlowError | undefined): boolean {
  return isTransientFault(error?.cause) && isDeclined(error.cause)
}

/** Whether the server is left alone on purpose for a while, as it has asked for, or after a try that failed: it need not be down. */
export function isLeftAlone({ cause }: DeviceFlowError): boolean {
  return isTransientFault(cause) && cause.reason === 'rateLimited'
}

/** Whether a refresh came to an end by what the server has decided, and not for want of an answer. */
export function isVerdict(error: DeviceFlowError | undefined): boolean {
  return error !== undefined && !isOutOfReach(error)
}

/** Whether it is not others who keep a session busy, but its store, which says why in the cause. */
export function isOfStore(fault: unknown): boolean {
  return isTransientFault(fault) && fault.reason === 'busy' && fault.cause !== undefined
}

/**
 * Whether a request was answered by a no that is not OAuth: 400, as by Glewlwyd for a session that has ended, or a code that OAuth does not
 * have. Gateways answer all other statuses while servers are replaced, so those say nothing; nor does a page, nor the server's metadata,
 * which a fault has as its cause.
 */
export function isDeclined({ reason, status, error, mayBeInFront, cause }: TransientFault): boolean {
  const isNo = status === 400 || error !== undefined
  return reason === 'invalidResponse' && isNo && !mayBeInFront && !isDeviceFlowError(cause)
}
