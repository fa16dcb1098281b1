import { withDeadline } from '@device-flow/untrusted'
import type { Deadline, TimerClock } from '@device-flow/untrusted'

/**
 * Waits a while for a promise: resolves to its value; to undefined when it rejects, or is still pending after
 * `limitMs`. It goes on by itself then. Rejects with the signal's reason.
 */
export async function settleWithin<Value>(
  promise: Promise<Value>,
  limit: Pick<Deadline, 'clock' | 'limitMs' | 'signal'>,
): Promise<Value | undefined> {
  return withDeadline({ ...limit, schedule: scheduleExactly }, () => promise).catch(() => {
    if (limit.signal?.aborted) throw limit.signal.reason
    return undefined
  })
}

/** Without a grace for timers that fire late: a person waits meanwhile. */
function scheduleExactly(clock: TimerClock, delayMs: number, callback: () => void): () => void {
  return clock.schedule(callback, delayMs)
}
