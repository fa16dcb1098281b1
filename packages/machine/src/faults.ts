import type { Cadence } from './cadence.ts'
import { DeviceFlowError, isDeviceFlowError, isTransientFault, type TransientFault } from './errors.ts'

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
