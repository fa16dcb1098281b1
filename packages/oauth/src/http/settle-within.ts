import type { Clock } from '@device-flow/machine/clock'

/** Resolves when a promise is settled, and after a head start of so many ms at the latest. */
export function settledOrLate(clock: Clock, promise: Promise<unknown>, headStartMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cancelTimer = clock.schedule(resolve, headStartMs)
    const settled = (): void => {
      cancelTimer()
      resolve()
    }
    promise.then(settled, settled)
  })
}
