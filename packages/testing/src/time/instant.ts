import type { Clock } from '@device-flow/machine/clock'

/** A moment on both clocks. */
export interface Instant {
  /** Wall clock, ms since the epoch. */
  wall: number
  /** Monotonic clock, ms. */
  monotonic: number
}

/** What both clocks show now. */
export function instantOf(clock: Clock): Instant {
  return { wall: clock.now(), monotonic: clock.monotonic() }
}
