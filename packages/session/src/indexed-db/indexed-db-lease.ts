import { promisifyRequest } from 'idb-keyval'
import type { Lock } from '../locks/lock.ts'
import { waitForLease, type LeaseBook } from '../locks/wait-for-lease.ts'
import { DATABASE, transact } from './transact.ts'

interface KeptLease {
  owner: string
  /** Wall clock, ms since the epoch. */
  until: number
}

/**
 * A lock in IndexedDB, for browsers without Web Locks: who holds it is written there with the time when that ends. A tab that was closed or
 * killed holds it until then, for 20 s at most; then the next one takes it over. `impossible` where there is no IndexedDB.
 *
 * @param database its name; that of the store
 */
export function indexedDbLease(database: string = DATABASE): Lock {
  const book: LeaseBook = {
    take: (name, owner, leaseMs) =>
      transact(database, 'readwrite', async (table) => {
        const kept = await read(table, name)
        const now = Date.now()
        // One that ends later than a lease that starts now was written before the clock was set back.
        const isOthers = kept && kept.owner !== owner
        if (isOthers && kept.until > now && kept.until <= now + leaseMs) return false
        const lease: KeptLease = { owner, until: now + leaseMs }
        await promisifyRequest(table.put(lease, addressOf(name)))
        return true
      }),
    giveBack: (name, owner) =>
      transact(database, 'readwrite', async (table) => {
        const kept = await read(table, name)
        if (kept?.owner === owner) await promisifyRequest(table.delete(addressOf(name)))
      }),
  }
  return { acquire: (name, request) => waitForLease(book, name, request) }
}

function addressOf(name: string): string[] {
  return ['lease', name]
}

function read(table: IDBObjectStore, name: string): Promise<KeptLease | undefined> {
  return promisifyRequest<KeptLease | undefined>(table.get(addressOf(name)))
}
