import { isTransientFault } from '../errors.ts'

/** How often a device authorization request is tried before the attempt ends as `offline`. */
const MAX_TRIES = 3

/** A `Retry-After` beyond this ends the attempt: nobody waits longer before a screen without a code. */
const MAX_WAIT_MS = 30_000

const FIRST_BACK_OFF_MS = 1_000

/** Whether a device authorization request that failed is tried again. `blips`: how many failed in a row before this one. */
export function mayRequestAgain(fault: unknown, blips: number): boolean {
  return (
    isTransientFault(fault) &&
    fault.reason !== 'invalidResponse' &&
    blips + 1 < MAX_TRIES &&
    (fault.retryAfterMs ?? 0) <= MAX_WAIT_MS
  )
}

/** How long to wait before the next try, ms, after so many blips in a row: a doubling back-off, or `Retry-After` where that is longer. */
export function requestBackOffMs(blips: number, retryAfterMs: number): number {
  return Math.max(FIRST_BACK_OFF_MS * 2 ** (blips - 1), retryAfterMs)
}
