import type { Lock } from '../locks/lock.ts'
import { webLocks } from '../locks/web-locks.ts'
import { indexedDbLease } from './indexed-db-lease.ts'

/**
 * The lock for a browser: Web Locks, or where there are none (televisions before Chromium 69, pages from `http:`) a lease in IndexedDB.
 * All tabs of an origin run in one engine, so they all take the same of the two.
 *
 * @param database of the lease; default `device-flow`
 */
export function browserLock(database?: string): Lock {
  const [locks, lease] = [webLocks(), indexedDbLease(database)]
  return {
    async acquire(name, request) {
      const answer = await locks.acquire(name, request)
      return answer === 'impossible' ? lease.acquire(name, request) : answer
    },
  }
}
