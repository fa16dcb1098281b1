import type { Clock } from '@device-flow/machine/clock'

/** Waits for a time, or less when something is done before. */
export function pause(clock: Clock, ms: number, done?: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const stop = clock.schedule(resolve, ms)
    const end = (): void => {
      stop()
      resolve()
    }
    void done?.then(end)
  })
}
