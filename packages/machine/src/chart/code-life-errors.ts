import { isUnanswered, type Cadence } from './cadence.ts'
import { DeviceFlowError, isTransientFault } from '../errors.ts'
import type { TransientFaultReason, TransientFault } from '../errors.ts'
import type { PollOutcome } from '../services.ts'
import { inSeconds, invalidResponseError, whatWasAnswered } from './end-errors.ts'
import { isOfStore } from './out-of-reach.ts'

/** The end of a login whose code is dead: nobody used it in time, or nobody knows, because the last polls failed. */
export function deadlineError(cadence: Cadence, lastFault: TransientFault | undefined): DeviceFlowError {
  if (lastFault && isSuccessUnread(cadence, lastFault)) return unreadError(cadence, lastFault)
  if (!lastFault || !isUnanswered(cadence)) return expiredError(cadence)
  return lastFault.reason === 'invalidResponse'
    ? invalidResponseError(lastFault)
    : unansweredError(cadence.blips, lastFault)
}

/**
 * The end of a login that the server has ended: as it says, but for a code that has run out, or is not known any more, right after a
 * success that could not be read. That may have been the tokens.
 */
export function serverEndError(
  said: DeviceFlowError,
  cadence: Cadence,
  lastFault: TransientFault | undefined,
): DeviceFlowError {
  const isCodeGone = said.reason === 'expired' || said.error === 'invalid_grant'
  if (isCodeGone && lastFault && isSuccessUnread(cadence, lastFault)) return unreadError(cadence, lastFault, said)
  const pace = said.reason === 'expired' ? askedForPace(cadence) : ''
  return pace ? new DeviceFlowError(said.reason, said.message + pace, { ...said, cause: said.cause }) : said
}

/** Whether the last answer may have been a success that could not be read. */
function isSuccessUnread({ invalidResponses }: Cadence, { reason, mayBeSuccess }: TransientFault): boolean {
  return invalidResponses > 0 && reason === 'invalidResponse' && mayBeSuccess === true
}

/** @param said how the server has ended the code, if it did: it may have had life left */
function unreadError({ invalidResponses }: Cadence, fault: TransientFault, said?: DeviceFlowError): DeviceFlowError {
  const answers = invalidResponses === 1 ? 'The last answer' : `The last ${invalidResponses} answers`
  const until = said ? `the server gave up the code (${said.error ?? said.reason})` : 'the code ran out'
  return new DeviceFlowError(
    'invalidResponse',
    `${answers} before ${until} could not be read, and may have been the tokens, which are given once. ${whatWasAnswered(fault)} ` +
      'Start again, and report it to whoever runs the server if that does not help.',
    { ...said, status: fault.status, cause: fault },
  )
}

function unansweredError(count: number, fault: TransientFault): DeviceFlowError {
  const { status, reason, message } = fault
  if (isOfStore(fault)) {
    const what = 'Nobody could ask the server whether the code was used, and it has run out meanwhile.'
    return new DeviceFlowError('storage', `${what} ${message} Then start again.`, { cause: fault })
  }
  const tries = count === 1 ? 'The last try' : `The last ${count} tries`
  const how = count === 1 ? kindOf(reason, status) : `the last one: ${kindOf(reason, status)}`
  const next =
    status === undefined
      ? 'Check the network connection, then start again.'
      : `${whatWasAnswered(fault)} Start again later.`
  return new DeviceFlowError(
    'offline',
    `${tries} to ask the server whether the code was used failed (${how}), and the code has run out meanwhile. ${next}`,
    { status, cause: fault },
  )
}

function kindOf(reason: TransientFaultReason, status: number | undefined): string {
  if (status !== undefined) return `HTTP ${status}`
  if (reason === 'offline') return 'no connection'
  return reason === 'timeout' ? 'no answer in time' : 'no usable answer'
}

/** What may ask, by `Retry-After`, for time: a fault, or a response that decides nothing yet. */
export type AskedToWait = TransientFault | (PollOutcome & { type: 'pending' | 'slowDown' })

/** As RFC 8628 §3.5 has them. */
const CODES = { pending: 'authorization_pending', slowDown: 'slow_down' } as const

/** The end of a login whose server asks, by `Retry-After`, to be left alone for longer than the code lives. */
export function toldToWaitError(asked: AskedToWait): DeviceFlowError {
  const { receivedAt, retryAfterMs = 0 } = asked
  const fault = isTransientFault(asked) ? asked : undefined
  const what = fault ? ` (${kindOf(fault.reason, fault.status)})` : ''
  const said = fault?.status === undefined ? '' : ` ${whatWasAnswered(fault)}`
  return new DeviceFlowError(
    'offline',
    `The server asked to be left alone for ${inSeconds(retryAfterMs)}${what}, which is longer than the code lives.${said} Start again after that.`,
    {
      // Without an HTTP status, this says that there was a response.
      error: 'type' in asked ? CODES[asked.type] : undefined,
      status: fault?.status,
      retryAt: receivedAt + retryAfterMs,
      cause: fault,
    },
  )
}

/** The end of a login whose code has run out. */
function expiredError(cadence: Cadence): DeviceFlowError {
  const what = isMostlySlowed(cadence) ? 'The code has run out.' : 'The code was not used in time.'
  return new DeviceFlowError('expired', `${what} Start again to get a new one.${askedForPace(cadence)}`)
}

/** Whether the server has asked, of late, for a slower pace more often than it has said that the person is awaited. */
function isMostlySlowed({ slowDowns, slowDownsAhead }: Cadence): boolean {
  return slowDowns > 1 && slowDownsAhead > 0
}

/** That the server kept asking for a slower pace, if it did: clocks that drift apart do that, and servers that say nothing else. */
function askedForPace(cadence: Cadence): string {
  const { slowDowns } = cadence
  if (slowDowns < 2) return ''
  const doubt = isMostlySlowed(cadence) ? ', so nobody knows whether the code was used' : ''
  return ` The server asked ${slowDowns} times for a slower pace${doubt}: if this happens often, check this device's clock, or report it.`
}
