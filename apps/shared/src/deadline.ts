import type { Clock } from '@device-flow/machine/clock'

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
 * It rejects by itself, whether the work listens to its signal or not: Chromium 63 cannot abort a body that never ends. For its sake,
 * too, the signals are chained by hand: `AbortSignal.any` came with Chromium 116.
 *
 * @throws an `Error` with the given message when the time is over; the reason of the given signal when that was aborted; what the work
 * rejects with
 */
export function withDeadline<T>(
  { ms, clock, message, signal }: Deadline,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  // Asynchronous: what `work` throws at once is a rejection too, and so stops the timer.
  const begin = async (): Promise<T> => work(controller.signal)
  return new Promise<T>((resolve, reject) => {
    const settle = (): void => {
      cancelTimer()
      signal?.removeEventListener('abort', onAbort)
    }
    const giveUp = (reason: unknown): void => {
      settle()
      reject(reason)
      controller.abort(reason)
    }
    const onAbort = (): void => giveUp(signal?.reason)
    const cancelTimer = clock.schedule(() => giveUp(new Error(message)), ms)
    if (signal?.aborted) return onAbort()
    signal?.addEventListener('abort', onAbort)
    begin().then(resolve, reject).then(settle, settle)
  })
}
