import type { Clock } from '@device-flow/machine/clock'
import { withDeadline as giveUpAfter } from '@device-flow/untrusted'

/** How long work may take, and what ends it sooner. */
export interface Deadline {
  ms: number
  clock: Clock
  /** The message of the error when the time is over. */
  message: string
  /** Ends the work sooner. */
  signal?: AbortSignal
}

/**
 * Runs work for at most so long, then aborts the signal that it was given.
 *
 * It rejects by itself, whether the work listens to its signal or not: Chromium 63 cannot abort a body that never ends.
 *
 * @throws an `Error` with the given message when the time is over; the reason of the given signal when that was aborted; what the work
 * rejects with
 */
export function withDeadline<T>(
  { ms, clock, message, signal }: Deadline,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return giveUpAfter(
    {
      clock,
      limitMs: ms,
      signal,
      timedOut: () => new Error(message),
      // A person waits meanwhile: no grace for a timer that fires late.
      schedule: (timers, delayMs, callback) => timers.schedule(callback, delayMs),
    },
    // Asynchronous: what `work` throws at once is a rejection too, and so stops the timer.
    async (ownSignal) => work(ownSignal),
  )
}
