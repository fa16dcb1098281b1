import { promisifyRequest } from 'idb-keyval'
import { browserNotices } from '../stores/browser-notices.ts'
import type { ConditionalStore } from '../stores/store.ts'
import { asideKey, checkStoredValue } from '../stores/stored-value.ts'
import { browserLock } from './browser-lock.ts'
import { DATABASE, transact } from './transact.ts'

/**
 * Keeps sessions in the browser's IndexedDB: for all tabs of an origin, over reloads and reboots, on the disk before a call resolves. In
 * clear, for every script of the origin; `encryptedIndexedDbStore` does not write tokens in clear.
 *
 * Safari deletes it after seven days without a visit, and so does a person who clears the site's data: then nobody is signed in any more.
 *
 * @param database its name; sessions in two databases know nothing of each other
 * @see https://www.w3.org/TR/IndexedDB/
 * @example
 * ```ts
 * import { createOAuthServices } from '@device-flow/oauth'
 * import { withSession } from '@device-flow/session'
 * import { indexedDbStore } from '@device-flow/session/indexed-db'
 *
 * const client = { issuer: 'https://login.example', clientId: 'tv', scope: 'openid offline_access' }
 * export const services = withSession(createOAuthServices(client), { store: indexedDbStore() })
 * ```
 */
export function indexedDbStore(database: string = DATABASE): ConditionalStore {
  return {
    writers: 'many',
    kind: 'IndexedDB',
    lock: browserLock(database),
    ...browserNotices(database),
    async read(key) {
      const value: unknown = await transact(database, 'readonly', (table) =>
        promisifyRequest(table.get(addressOf(key))),
      )
      return value === undefined ? undefined : checkStoredValue(value, key, 'IndexedDB')
    },
    writeIf: (key, revision, next) =>
      transact(database, 'readwrite', async (table) => {
        const value: unknown = await promisifyRequest(table.get(addressOf(key)))
        const current = value === undefined ? 0 : checkStoredValue(value, key, 'IndexedDB').revision
        if (current !== revision) return false
        await promisifyRequest(table.put(next, addressOf(key)))
        return true
      }),
    setAside: (key) =>
      transact(database, 'readwrite', async (table) => {
        const value: unknown = await promisifyRequest(table.get(addressOf(key)))
        if (value === undefined) return
        table.put(value, addressOf(asideKey(key)))
        table.delete(addressOf(key))
      }),
  }
}

function addressOf(key: string): string[] {
  return ['record', key]
}
