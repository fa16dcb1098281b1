import type { DpopKeyPair, DpopKeys } from '@device-flow/machine'
import { promisifyRequest } from 'idb-keyval'
import { DATABASE, transact } from './transact.ts'

/**
 * Keeps the keys of DPoP proofs in the browser's IndexedDB, where no script can read them: what steals the tokens of a page has not its
 * key. Scripts of the origin can use it, though, as long as they run there.
 *
 * @param database its name; default `device-flow`
 * @see {@link https://www.rfc-editor.org/rfc/rfc9449#section-11.4 | RFC 9449 §11.4}
 * @example
 * ```ts
 * import { createOAuthServices } from '@device-flow/oauth'
 * import { createDpop } from '@device-flow/oauth/dpop'
 * import { withSession } from '@device-flow/session'
 * import { encryptedIndexedDbStore, indexedDbDpopKeys } from '@device-flow/session/indexed-db'
 *
 * const client = { issuer: 'https://login.example', clientId: 'tv', scope: 'openid offline_access' }
 * const oauth = createOAuthServices({ ...client, dpop: createDpop({ keys: indexedDbDpopKeys() }) })
 * export const services = withSession(oauth, { store: encryptedIndexedDbStore() })
 * ```
 */
export function indexedDbDpopKeys(database: string = DATABASE): DpopKeys {
  return {
    needsExtractable: false,
    get: (name) => transact(database, 'readonly', (table) => read(table, name)),
    add: (name, pair) =>
      transact(database, 'readwrite', async (table) => {
        const first = await read(table, name)
        // Another tab was faster: its login is bound to that key.
        if (first) return first
        await promisifyRequest(table.put(pair, addressOf(name)))
        return pair
      }),
  }
}

function addressOf(name: string): string[] {
  return ['DPoP key', name]
}

function read(table: IDBObjectStore, name: string): Promise<DpopKeyPair | undefined> {
  return promisifyRequest<DpopKeyPair | undefined>(table.get(addressOf(name)))
}
