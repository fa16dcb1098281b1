import { DeviceFlowError, isDeviceFlowError, isTransientFault } from './errors.ts'
import type { Cadence } from './cadence.ts'

/** The end of a login whose code nobody used in time. Says so when the server kept asking for a slower pace: clocks that drift apart do that. */
export function expiredError(cadence: Cadence | undefined): DeviceFlowError {
  const slowDowns = cadence?.slowDowns ?? 0
  const hint =
    slowDowns > 1
      ? ` The server asked ${slowDowns} times for a slower pace: if this happens often, check this device's clock.`
      : ''
  return new DeviceFlowError('expired', `The code was not used in time. Start again to get a new one.${hint}`)
}

/** The end of an attempt that ran out of tries. */
export function offlineError(fault: unknown): DeviceFlowError {
  const { status } = isTransientFault(fault) ? fault : {}
  const message =
    status === undefined
      ? `${whatKeptUsAway(fault)}, then try again.`
      : `The server can not answer now (HTTP ${status}). Try again later.`
  return new DeviceFlowError('offline', message, { status, cause: fault })
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
