/** A moment on both clocks. */
export interface Instant {
  /** Wall clock, ms since the epoch. */
  wall: number
  /** Monotonic clock, ms. */
  monotonic: number
}
