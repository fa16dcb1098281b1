import { DeviceFlowError, isDeviceFlowError, TransientFault } from '../errors.ts'
import type { DeviceFlowReason } from '../errors.ts'
import { isDeclined, isOfStore } from './out-of-reach.ts'

const DAY_MS = 86_400_000

/** The end of an attempt that ran out of tries. */
export function offlineError(fault: TransientFault): DeviceFlowError {
  const { status, receivedAt, retryAfterMs = 0 } = fault
  const when =
    retryAfterMs > 0
      ? `It asks to be left alone for ${inSeconds(retryAfterMs)}: try again after that.`
      : 'Try again later.'
  const message = isAnswered(fault) ? `${whatWasAnswered(fault)} ${when}` : `${whatKeptUsAway(fault)}, then try again.`
  const retryAt = retryAfterMs > 0 ? receivedAt + retryAfterMs : undefined
  return new DeviceFlowError(reasonOf(fault), message, { status, retryAt, cause: fault })
}

/**
 * The error of a refresh that brought no response of OAuth; the next may leave `waitMs` after it. Where the server has declined, and there
 * is no token left to use, a person is needed.
 */
export function refreshOfflineError(
  fault: TransientFault,
  { waitMs, isTokenUsable }: { waitMs: number; isTokenUsable: boolean },
): DeviceFlowError {
  const { status, error, receivedAt, sentAt } = fault
  const wait = inSeconds(waitMs)
  const needsPerson = !isTokenUsable && isDeclined(fault)
  const why = isAnswered(fault)
    ? `${whatWasAnswered(fault)} ${needsPerson ? 'Sign in again, or try' : 'Try'} again in ${wait}.`
    : `${whatKeptUsAway(fault)}, then try again in ${wait}.`
  const doubt = sentAt === undefined ? '' : ` ${whatMayHaveHappened(fault)}`
  const reason = needsPerson ? 'signedOut' : reasonOf(fault)
  return new DeviceFlowError(reason, `The access token could not be renewed. ${why}${doubt}`, {
    error,
    // Of a success that could not be used: the member that is wrong.
    field: isDeviceFlowError(fault.cause) ? fault.cause.field : undefined,
    status,
    retryAt: receivedAt + waitMs,
    cause: fault,
  })
}

/** Of a refresh that may have reached the server. An error that came back, such as 500, is no response that was lost. */
function whatMayHaveHappened({ status }: TransientFault): string {
  return status === undefined
    ? 'The response was lost: the server may have replaced the refresh token meanwhile.'
    : 'The server may have replaced the refresh token all the same.'
}

/** The error of a refresh that is asked for during the wait after one that failed before this login was restored. */
export function backingOffError({ until, atLeastMs }: { until: number; atLeastMs: number }): DeviceFlowError {
  const when = atLeastMs > 0 ? `in ${inSeconds(atLeastMs)}` : 'later'
  const why = 'The last try failed, and the next may not leave yet.'
  return new DeviceFlowError('offline', `The access token could not be renewed. ${why} Try again ${when}.`, {
    retryAt: until,
    cause: new TransientFault('rateLimited', why, { receivedAt: until - atLeastMs, retryAfterMs: atLeastMs }),
  })
}

function reasonOf(fault: TransientFault): 'busy' | 'offline' | 'storage' {
  if (isOfStore(fault)) return 'storage'
  return fault.reason === 'busy' ? 'busy' : 'offline'
}

/** Whether something answered, be it a store. Of a response that cannot be read, the status may not be known. */
function isAnswered(fault: TransientFault): boolean {
  const { reason, status } = fault
  return status !== undefined || reason === 'rateLimited' || reason === 'invalidResponse' || isOfStore(fault)
}

/** What the server answered, as the service tells it: the server's own words are in there. The status is named in any case. */
export function whatWasAnswered({ message, status }: TransientFault): string {
  // Without one, it was answered to another tab or process, which has left word.
  return status === undefined || message.includes(`${status}`)
    ? message
    : `The server answered HTTP ${status}. ${message}`
}

/** Browsers do not say why; elsewhere, a mistyped host must not look like a network that is down. */
function whatKeptUsAway({ reason, message, cause }: TransientFault): string {
  if (reason === 'busy') return `${message} Let it finish`
  return cause || reason === 'timeout'
    ? `${message} Check the address and the network connection`
    : 'The server could not be reached. Check the network connection'
}

/** The end of a login whose server keeps answering with something that is not OAuth. */
export function invalidResponseError(fault: TransientFault): DeviceFlowError {
  const { message, status, mayBeInFront } = fault
  const advice =
    mayBeInFront === false
      ? 'Check the address, or report it to whoever runs the server.'
      : 'Check the address and the network connection: a sign-in page may be in between.'
  return new DeviceFlowError('invalidResponse', `${message} It keeps doing so. ${advice}`, { status, cause: fault })
}

/** Each of them, as data: a service in JavaScript may name another. */
const REASONS: Record<DeviceFlowReason, 1> = {
  denied: 1,
  expired: 1,
  offline: 1,
  unsupported: 1,
  refused: 1,
  invalidResponse: 1,
  invalidIdToken: 1,
  signedOut: 1,
  busy: 1,
  storage: 1,
  unexpected: 1,
}

/** Whether an attempt can end by this error, as it is. */
export function isEnd(error: unknown): error is DeviceFlowError {
  return isDeviceFlowError(error) && REASONS[error.reason] === 1
}

/** A service's own verdict, or the wrapping of something it should not have thrown. */
export function fatalError(fault: unknown): DeviceFlowError {
  if (isEnd(fault)) return fault
  return new DeviceFlowError(
    'unexpected',
    'Something went wrong in this software. Try again; if it stays, report it with the cause.',
    { cause: fault },
  )
}

/** A duration for people. What a server writes that has no end is not spelled out. */
export function inSeconds(ms: number): string {
  return ms > DAY_MS ? 'more than a day' : `${Math.ceil(ms / 1000)} s`
}
