import type { Clock } from '@device-flow/machine/clock'
import { SessionStoreError } from '../stores/store-error.ts'
import { withTimeLimit } from '../stores/time-limit.ts'

/** How long one storage call may take. Stores have limits of their own, shorter and with better words: this is for those that have none. */
const STORE_LIMIT_MS = 15_000

/**
 * Calls a store. One that does not answer in time rejects: IndexedDB, D-Bus and extensions of browsers may never settle.
 *
 * @throws SessionStoreError whatever the store itself rejects with
 */
export async function callStore<T>(clock: Clock, kind: string, call: () => Promise<T>): Promise<T> {
  const message = `Where the session is kept (${kind}) did not answer within ${STORE_LIMIT_MS / 1000} s. Try again.`
  try {
    return await withTimeLimit(call(), STORE_LIMIT_MS, message, clock)
  } catch (error) {
    throw error instanceof SessionStoreError
      ? error
      : new SessionStoreError('unavailable', `Where the session is kept (${kind}) has failed. Try again.`, {
          cause: error,
        })
  }
}
