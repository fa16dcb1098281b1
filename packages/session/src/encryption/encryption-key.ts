import { SessionStoreError } from '../stores/store-error.ts'
import { webAesGcm } from './aes-gcm.ts'
import type { AesGcm } from './aes-gcm.ts'

/** What a key is wanted for: to read what is there (a new key could not), or to write. */
export type KeyUse = 'read' | 'write'

/** A `CryptoKey` of the Web Cryptography API, by a type that is there without those of a page. */
export type WebCryptoKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>

/** A key: an AES-256-GCM `CryptoKey`, its 32 bytes, or what encrypts with it. */
export type KeyForm = WebCryptoKey | Uint8Array | AesGcm

/**
 * The key of an encrypted store: a `CryptoKey`, bytes, an {@link AesGcm}, or a function that gets one when it is needed. The function
 * may make a new key when `use` is `write`. It rejects with a `SessionStoreError`: `keyLost` when there is none and one is to be read
 * with, `keyDenied` or `locked` when the platform does not give it.
 */
export type EncryptionKey = KeyForm | ((use: KeyUse) => Promise<KeyForm>)

const KEY_BYTES = 32

/** Gets the key once and remembers it. A failure is not remembered: a keyring that was locked may be open the next time. */
export interface KeyHolder {
  get(use: KeyUse): Promise<AesGcm>
  /** The next `get` asks again: another tab may have made the key anew. */
  forget(): void
}

/**
 * Creates the holder of a key.
 *
 * @throws TypeError for bytes that are not 32
 */
export function holdKey(key: EncryptionKey): KeyHolder {
  let held: Promise<AesGcm> | undefined
  if (key instanceof Uint8Array) checkLength(key)
  const forget = (): void => {
    held = undefined
  }
  return {
    get(use) {
      if (!held) {
        held = aesGcmOf(key, use)
        held.catch(forget)
      }
      return held
    },
    forget,
  }
}

async function aesGcmOf(given: EncryptionKey, use: KeyUse): Promise<AesGcm> {
  try {
    const key = typeof given === 'function' ? await given(use) : given
    return 'encrypt' in key ? key : webAesGcm(await cryptoKeyOf(key))
  } catch (error) {
    // Whatever failed, and in whichever words: where there is no Web Crypto, that is why.
    if (typeof crypto !== 'undefined' && (crypto.subtle as unknown)) throw error
    throw new SessionStoreError(
      'unavailable',
      'There is no Web Crypto here, so nothing is encrypted: browsers have it on pages from https: and localhost only',
    )
  }
}

function cryptoKeyOf(key: WebCryptoKey | Uint8Array): CryptoKey | Promise<CryptoKey> {
  if (!(key instanceof Uint8Array)) return checkAlgorithm(key)
  checkLength(key)
  return crypto.subtle.importKey('raw', new Uint8Array(key), 'AES-GCM', false, ['encrypt', 'decrypt'])
}

function checkLength(key: Uint8Array): void {
  if (key.length !== KEY_BYTES) throw new TypeError(`The key must be ${KEY_BYTES} bytes, and is ${key.length}`)
}

function checkAlgorithm(key: CryptoKey): CryptoKey {
  const { name, length } = key.algorithm as AesKeyAlgorithm
  if (
    name !== 'AES-GCM' ||
    length !== KEY_BYTES * 8 ||
    !key.usages.includes('encrypt') ||
    !key.usages.includes('decrypt')
  ) {
    throw new TypeError(`The key must be AES-GCM of ${KEY_BYTES * 8} bits, to encrypt and decrypt`)
  }
  return key
}
