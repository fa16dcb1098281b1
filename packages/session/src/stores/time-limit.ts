import { systemClock, type Clock } from '@device-flow/machine/clock'
import { SessionStoreError } from './store-error.ts'

/**
 * Waits for a platform that may never answer: an IndexedDB that does not open, a Redis behind a dead connection.
 *
 * @throws SessionStoreError `unavailable` after `limitMs`; the work itself goes on, and what it brings is dropped
 */
export function withTimeLimit<T>(
  work: Promise<T>,
  limitMs: number,
  message: string,
  clock: Clock = systemClock,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = clock.schedule(() => reject(new SessionStoreError('unavailable', message)), limitMs)
    work.then(resolve, reject).finally(stop)
  })
}
