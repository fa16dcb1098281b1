import type { Clock } from '@device-flow/machine/clock'

// Timers fire a few milliseconds late by themselves.
const LATE_MS = 5
const GRACE_MS = 1000
// Each is for another time that the process did nothing else for so long. There has to be an end, also on a clock that lies.
const MOST_GRACES = 3

/**
 * Calls back when `delayMs` have passed; the returned function calls it off. After a process was stopped or busy, its timers fire before
 * it has read what lies in its sockets. A deadline that passes late waits a moment longer, so that an answer that has long arrived, and
 * would never come again, is read first.
 */
export function deadline(clock: Clock, delayMs: number, onPassed: () => void): () => void {
  let graces = 0
  let cancelTimer = wait(delayMs)

  function wait(ms: number): () => void {
    const startedAt = clock.monotonic()
    return clock.schedule(() => {
      const lateMs = clock.monotonic() - startedAt - ms
      if (lateMs < LATE_MS || graces === MOST_GRACES || Number.isNaN(lateMs)) return onPassed()
      graces += 1
      cancelTimer = wait(GRACE_MS)
    }, ms)
  }

  return () => cancelTimer()
}
