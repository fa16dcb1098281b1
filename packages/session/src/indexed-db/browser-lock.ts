import { createChunk } from '@device-flow/untrusted'
import type { Lock } from '../locks/lock.ts'
import { locksOfBrowser, webLocks } from '../locks/web-locks.ts'

/**
 * The lock for a browser: Web Locks, or where there are none (televisions before Chromium 69, pages from `http:`) a lease in IndexedDB.
 * All tabs of an origin run in one engine, so they all take the same of the two.
 *
 * In a bundle the lease is a chunk of its own, which only those load that have no Web Locks.
 *
 * @param database of the lease; default `device-flow`
 */
export function browserLock(database?: string): Lock {
  if (locksOfBrowser()) return webLocks()
  const lease = createChunk(async () => (await import('./indexed-db-lease.ts')).indexedDbLease(database))
  lease.preload()
  return {
    acquire: (name, request) =>
      lease.load().then(
        (lock) => lock.acquire(name, request),
        () => 'impossible' as const,
      ),
  }
}
