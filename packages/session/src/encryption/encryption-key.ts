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
export class KeyHolder {
  readonly #key: EncryptionKey
  #held: Promise<AesGcm> | undefined

  constructor(key: EncryptionKey) {
    this.#key = key
    if (key instanceof Uint8Array) checkLength(key)
  }

  get(use: KeyUse): Promise<AesGcm> {
    if (!this.#held) {
      const held = this.#fetch(use)
      this.#held = held
      held.catch(() => this.forget())
    }
    return this.#held
  }

  /** The next `get` asks again: another tab may have made the key anew. */
  forget(): void {
    this.#held = undefined
  }

  async #fetch(use: KeyUse): Promise<AesGcm> {
    const key = await this.#given(use)
    if ('encrypt' in key) return key
    checkWebCrypto()
    if (!(key instanceof Uint8Array)) return webAesGcm(checkAlgorithm(key))
    checkLength(key)
    const bytes = new Uint8Array(key)
    return webAesGcm(await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']))
  }

  async #given(use: KeyUse): Promise<KeyForm> {
    try {
      return typeof this.#key === 'function' ? await this.#key(use) : this.#key
    } catch (error) {
      // A function that makes a key by Web Crypto fails in words of its own where there is none.
      checkWebCrypto()
      throw error
    }
  }
}

function checkWebCrypto(): void {
  if (typeof crypto !== 'undefined' && (crypto.subtle as unknown)) return
  throw new SessionStoreError(
    'unavailable',
    'There is no Web Crypto here, so nothing is encrypted: browsers have it on pages from https: and localhost only',
  )
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
