import type { ConditionalStore } from '../stores/store.ts'
import { encryptedStore } from '../encryption/encrypted-store.ts'
import { indexedDbStore } from './indexed-db-store.ts'
import { browserKey } from './browser-key.ts'

/**
 * Keeps sessions in the browser's IndexedDB, encrypted with a key of this browser that cannot be extracted: no token is in clear in the
 * browser's files, in a copy of them, or in its developer tools. For all tabs of an origin, over reloads and reboots.
 *
 * A script that runs on the page can still use the tokens; against that there is no store. Needs Web Crypto, which browsers have on pages
 * from `https:` and localhost.
 *
 * @param database the name of the database; default `device-flow`
 * @see https://www.w3.org/TR/webcrypto/#dfn-CryptoKey-slot-extractable
 * @example
 * ```ts
 * import { createOAuthServices } from '@device-flow/oauth'
 * import { withSession } from '@device-flow/session'
 * import { encryptedIndexedDbStore } from '@device-flow/session/indexed-db'
 *
 * const client = { issuer: 'https://login.example', clientId: 'tv', scope: 'openid offline_access' }
 * export const services = withSession(createOAuthServices(client), { store: encryptedIndexedDbStore() })
 * ```
 */
export function encryptedIndexedDbStore(database?: string): ConditionalStore {
  return encryptedStore(indexedDbStore(database), browserKey(database))
}
