import type { Clock } from '@device-flow/machine/clock'

/**
 * Makes a function that tells whether something may be done now, and counts it if so: at most `most` times within
 * `withinMs`.
 */
export function createRateLimit(clock: Clock, { most, withinMs }: { most: number; withinMs: number }): () => boolean {
  let times: number[] = []
  return () => {
    const now = clock.monotonic()
    times = times.filter((time) => now - time < withinMs)
    if (times.length >= most) return false
    times.push(now)
    return true
  }
}
