import { schedulePatiently, type TimerClock } from './patient-timer.ts'

/** When a piece of work is given up. */
export interface Deadline {
  clock: TimerClock
  /** How long the work may take, ms. */
  limitMs: number
  /** How long it may take when it goes on, ms: then `limitMs` counts from when it last did. Default: `limitMs`. */
  longestMs?: number | undefined
  signal?: AbortSignal | undefined
  /** What to reject with when that time is over. */
  timedOut?: () => unknown
  /** Starts the timer; see {@link schedulePatiently}. */
  schedule?: typeof schedulePatiently
}

/**
 * Does a piece of work within a time, and while a signal is not aborted. Rejects as the work does, with what `timedOut`
 * gives, and with the signal's reason. Work that is given up has its own signal aborted, and is not waited for: an
 * injected `fetch` may not know about signals. `goesOn` is for work to say that it does, and for how long it may then be
 * silent, where that is longer than `limitMs`.
 */
export function withDeadline<Value>(
  { clock, limitMs, longestMs = limitMs, signal, timedOut, schedule = schedulePatiently }: Deadline,
  work: (signal: AbortSignal, goesOn: (silenceMs?: number) => void) => Promise<Value>,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    // Not throwIfAborted, which the browsers of many televisions lack.
    if (signal?.aborted) return reject(signal.reason)
    const controller = new AbortController()
    let isOver = false
    const end = (): void => {
      isOver = true
      cancelTimer()
      cancelLongest?.()
      signal?.removeEventListener('abort', onAbort)
    }
    const giveUp = (reason: unknown): void => {
      end()
      reject(reason)
      controller.abort(reason)
    }
    const onAbort = (): void => giveUp(signal?.reason)
    const giveUpAfter = (ms: number): (() => void) => schedule(clock, ms, () => giveUp(timedOut?.()))
    let cancelTimer = giveUpAfter(limitMs)
    const cancelLongest = longestMs > limitMs ? giveUpAfter(longestMs) : undefined
    const goesOn = (silenceMs = limitMs): void => {
      if (isOver || !cancelLongest) return
      cancelTimer()
      cancelTimer = giveUpAfter(Math.max(silenceMs, limitMs))
    }
    signal?.addEventListener('abort', onAbort)
    work(controller.signal, goesOn).then(
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
