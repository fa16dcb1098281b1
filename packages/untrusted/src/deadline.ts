import { schedulePatiently, type TimerClock } from './patient-timer.ts'

/** When a piece of work is given up. */
export interface Deadline {
  clock: TimerClock
  /** How long the work may take, ms. */
  limitMs: number
  signal?: AbortSignal | undefined
  /** What to reject with when that time is over. */
  timedOut?: () => unknown
  /** Starts the timer; see {@link schedulePatiently}. */
  schedule?: typeof schedulePatiently
}

/**
 * Does a piece of work within a time, and while a signal is not aborted. Rejects as the work does, with what `timedOut`
 * gives, and with the signal's reason. Work that is given up has its own signal aborted, and is not waited for: an
 * injected `fetch` may not know about signals.
 */
export function withDeadline<Value>(
  { clock, limitMs, signal, timedOut, schedule = schedulePatiently }: Deadline,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    // Not throwIfAborted, which the browsers of many televisions lack.
    if (signal?.aborted) return reject(signal.reason)
    const controller = new AbortController()
    const end = (): void => {
      cancelTimer()
      signal?.removeEventListener('abort', onAbort)
    }
    const giveUp = (reason: unknown): void => {
      end()
      reject(reason)
      controller.abort(reason)
    }
    const onAbort = (): void => giveUp(signal?.reason)
    const cancelTimer = schedule(clock, limitMs, () => giveUp(timedOut?.()))
    signal?.addEventListener('abort', onAbort)
    work(controller.signal).then(
      (value) => {
        end()
        return resolve(value)
      },
      (error: unknown) => {
        // Not `giveUp`: to abort a fetch that has failed can raise an 'error' event in undici that nobody listens to.
        end()
        reject(error)
      },
    )
  })
}
