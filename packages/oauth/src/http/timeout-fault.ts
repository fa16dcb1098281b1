import { TransientFault } from '@device-flow/machine'
import type { Arrival } from './arrival.ts'
import { isSuccess } from './status.ts'

/** A response that does not come in time. */
interface TimedOut extends Arrival {
  /** When its request left, if that may have changed something at the server: wall clock, ms since the epoch. */
  sentAt?: number | undefined
  /** That of a response whose end does not come. */
  status?: number | undefined
}

/** The fault when a response does not come in time. `isLastMoment` says that no option would give it more. */
export function timeoutFault(
  endpoint: string,
  timeoutMs: number,
  moments: TimedOut,
  isLastMoment = false,
): TransientFault {
  const advice = isLastMoment ? '' : ' If it is only slow, set a longer requestTimeoutMs (--request-timeout).'
  const limit = `${Math.ceil(timeoutMs / 100) / 10} s`
  const { sentAt, status } = moments
  const what = status === undefined ? 'did not answer' : `began to answer (HTTP ${status}), and did not end`
  return new TransientFault('timeout', `The ${endpoint} ${what} within ${limit}.${advice}`, {
    ...moments,
    mayBeSuccess: (sentAt !== undefined && (status === undefined || isSuccess(status))) || undefined,
  })
}
