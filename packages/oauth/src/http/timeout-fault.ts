import { TransientFault } from '@device-flow/machine'
import type { Arrival } from './arrival.ts'

/** A response that does not come in time. */
interface TimedOut extends Arrival {
  /** When its request left, if that may have changed something at the server: wall clock, ms since the epoch. */
  sentAt?: number | undefined
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
  return new TransientFault('timeout', `The ${endpoint} did not answer within ${limit}.${advice}`, {
    ...moments,
    mayBeSuccess: moments.sentAt !== undefined || undefined,
  })
}
