import type { ConditionalStore, SingleWriterStore, Store } from '../stores/store.ts'
import { seal } from './cipher.ts'
import { contextOf, openValue } from './encrypted-reader.ts'
import { holdKey, type EncryptionKey } from './encryption-key.ts'
import { formatSealed } from './sealed-format.ts'

/**
 * Encrypts what a store keeps, by AES-256-GCM of Web Crypto. The name of the record (its server and client) and its revision are
 * authenticated with it: a record that was moved, or put back under another revision, does not open. The revision itself is in clear.
 *
 * `read` rejects with a `SessionStoreError`: `keyLost` when the record was written with another key, `damaged` when it was changed
 * from outside, `otherVersion` when newer software wrote it, `unavailable` where there is no Web Crypto; and with what the key's function
 * rejects with.
 *
 * @param store where the encrypted text is kept; who may write there at one moment stays as it is
 * @throws TypeError for key bytes that are not 32
 * @see https://www.w3.org/TR/webcrypto/#aes-gcm
 * @example
 * ```ts
 * import { memoryStore } from '@device-flow/session'
 * import { encryptedStore } from '@device-flow/session/encrypted'
 *
 * export const store = encryptedStore(memoryStore(), crypto.getRandomValues(new Uint8Array(32)))
 * ```
 */
export function encryptedStore(store: ConditionalStore, key: EncryptionKey): ConditionalStore
export function encryptedStore(store: SingleWriterStore, key: EncryptionKey): SingleWriterStore
export function encryptedStore(store: Store, key: EncryptionKey): Store
export function encryptedStore(store: Store, key: EncryptionKey): Store {
  const keys = holdKey(key)

  return {
    writers: store.writers,
    kind: `encrypted ${store.kind}`,
    lock: store.lock,
    read: async (name) => openValue(name, await store.read(name), keys),
    async writeIf(name, revision, next) {
      // Where nothing is kept (any more), the key may have gone with it: nobody would ever open what is written with one that is held.
      if (revision === 0) keys.forget()
      const sealed = await seal(next.text, contextOf(name, next.revision), await keys.get('write'))
      return store.writeIf(name, revision, { ...next, text: formatSealed(sealed) })
    },
    setAside: (name) => store.setAside(name),
    ...(store.removeIf && { removeIf: (name: string, revision: number) => store.removeIf!(name, revision) }),
    ...(store.watch && { watch: (name: string, listener: () => void) => store.watch!(name, listener) }),
    ...(store.notify && { notify: (name: string) => store.notify!(name) }),
  }
}
