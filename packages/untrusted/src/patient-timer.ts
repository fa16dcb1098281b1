/** What is used of a `Clock` of `@device-flow/machine`. */
export interface TimerClock {
  monotonic(): number
  schedule(callback: () => void, delayMs: number): () => void
}

// Timers fire a few milliseconds late by themselves.
const LATE_MS = 5
const GRACE_MS = 1000
// The process may be stopped more than once. There has to be an end, since on a clock that lies each wait may seem
// late.
const MAX_GRACES = 3

/**
 * Calls back when `delayMs` have passed; the returned function cancels that. After a process was stopped or busy, its
 * timers fire before it reads its sockets. So a timer that fires late waits a moment longer: a response that has long
 * arrived, and would never come again, is read first.
 */
export function schedulePatiently(clock: TimerClock, delayMs: number, callback: () => void): () => void {
  let graces = 0
  let cancelTimer = wait(delayMs)

  function wait(ms: number): () => void {
    const startedAt = clock.monotonic()
    return clock.schedule(() => {
      const lateMs = clock.monotonic() - startedAt - ms
      // Written so that a clock that shows NaN is not waited for.
      if (!(lateMs >= LATE_MS) || graces === MAX_GRACES) return callback()
      graces += 1
      cancelTimer = wait(GRACE_MS)
    }, ms)
  }

  return () => cancelTimer()
}
