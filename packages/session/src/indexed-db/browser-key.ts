import { promisifyRequest } from 'idb-keyval'
import { SessionStoreError } from '../stores/store-error.ts'
import type { KeyUse } from '../encryption/encryption-key.ts'
import { DATABASE, transact } from './transact.ts'

const ADDRESS = ['key', 'AES-GCM']

/**
 * Gets this browser's own key for `encryptedStore`, made at the first write: a `CryptoKey` in IndexedDB that no script can extract. Scripts
 * of the origin can use it, though, as long as they run there.
 *
 * @param database the name of the database; default `device-flow`
 */
export function browserKey(database: string = DATABASE): (use: KeyUse) => Promise<CryptoKey> {
  return async (use) => {
    const held = await transact(database, 'readonly', (table) => read(table))
    if (held) return held
    if (use === 'read') {
      throw new SessionStoreError('keyLost', "This browser's key is gone: site data were removed. Sign in again.")
    }
    const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
    return transact(database, 'readwrite', async (table) => {
      const first = await read(table)
      // Another tab was faster: the records under its key would not open with ours.
      if (first) return first
      await promisifyRequest(table.put(made, ADDRESS))
      return made
    })
  }
}

function read(table: IDBObjectStore): Promise<CryptoKey | undefined> {
  return promisifyRequest<CryptoKey | undefined>(table.get(ADDRESS))
}
