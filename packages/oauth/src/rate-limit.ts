import type { Clock } from '@device-flow/machine/clock'

/** Makes a function that says whether something may be done once more now, and counts it if so: at most so often within so many ms. */
export function createRateLimit(clock: Clock, { most, withinMs }: { most: number; withinMs: number }): () => boolean {
  let times: number[] = []
  return () => {
    const now = clock.monotonic()
    times = times.filter((time) => now - time < withinMs)
    return times.length < most && times.push(now) > 0
  }
}
