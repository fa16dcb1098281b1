import { SessionStoreError } from '../stores/store-error.ts'
import type { StoredValue, StoreReader } from '../stores/store.ts'
import { keyIdOf, open } from './cipher.ts'
import { holdKey } from './encryption-key.ts'
import type { EncryptionKey, KeyHolder } from './encryption-key.ts'
import { parseSealed } from './sealed-format.ts'

/**
 * Reads what an `encryptedStore` has written, and no more: for programs that start often, and write seldom. `read` rejects as that of the
 * store does.
 *
 * @param reader reads the encrypted text
 * @throws TypeError for key bytes that are not 32
 */
export function encryptedReader(reader: StoreReader, key: EncryptionKey): StoreReader {
  const keys = holdKey(key)
  return { read: async (name) => openValue(name, await reader.read(name), keys) }
}

/** Opens what is kept under a name; undefined where nothing is. */
export async function openValue(
  name: string,
  value: StoredValue | undefined,
  keys: KeyHolder,
): Promise<StoredValue | undefined> {
  if (!value) return undefined
  const sealed = parseSealed(value.text, name)
  let aes = await keys.get('read')
  if ((await keyIdOf(aes)) !== sealed.keyId) {
    keys.forget()
    aes = await keys.get('read')
    if ((await keyIdOf(aes)) !== sealed.keyId) {
      throw new SessionStoreError(
        'keyLost',
        `The key that opens "${name}" is gone: there is another one now. Sign in again.`,
      )
    }
  }
  const text = await open(sealed, contextOf(name, value.revision), aes).catch(() => {
    throw new SessionStoreError(
      'damaged',
      `"${name}" does not open: it was changed, moved or put back from outside. Sign in again.`,
    )
  })
  return { ...value, text }
}

/** What is authenticated with a text. As JSON, so that no name and revision read like another name and revision. */
export function contextOf(name: string, revision: number): string {
  return JSON.stringify(['device-flow', name, revision])
}
