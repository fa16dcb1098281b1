import type { Clock } from '@device-flow/machine/clock'
import { systemClock } from '@device-flow/machine/clock'

/**
 * The platform's clock, with timers that keep the process alive only as long as `isNeeded` says so at the time they are set: someone
 * waits for a pending login, but nobody for the refresh of a token that is good for 90 days.
 */
export function createNodeClock(isNeeded: () => boolean): Clock {
  return {
    now: systemClock.now,
    monotonic: systemClock.monotonic,
    schedule(callback, delayMs) {
      const timer = setTimeout(callback, delayMs)
      if (!isNeeded()) timer.unref()
      return () => clearTimeout(timer)
    },
    scheduleBehind: systemClock.scheduleBehind,
  }
}
