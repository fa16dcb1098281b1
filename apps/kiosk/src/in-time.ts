import type { Clock } from '@device-flow/machine/clock'

/** What may be waited for, and how long. */
export interface Wait {
  /** For the message of the error. */
  what: string
  ms: number
  clock: Clock
  /** Ends it sooner. */
  signal?: AbortSignal
}

/**
 * Runs something for at most so long. Then its signal is aborted, and the promise rejects: by itself, because what runs may wait for
 * something that has no signal.
 */
export function inTime<Result>(
  { what, ms, clock, signal: outer }: Wait,
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const limit = new AbortController()
  const signal = outer ? AbortSignal.any([outer, limit.signal]) : limit.signal
  return new Promise((resolve, reject) => {
    const cancelTimer = clock.schedule(() => limit.abort(new Error(`${what} took longer than ${ms / 1000} s.`)), ms)
    const onAbort = (): void => {
      cancelTimer()
      reject(signal.reason)
    }
    signal.addEventListener('abort', onAbort, { once: true })
    run(signal)
      .finally(() => {
        cancelTimer()
        signal.removeEventListener('abort', onAbort)
      })
      .then(resolve, reject)
  })
}
