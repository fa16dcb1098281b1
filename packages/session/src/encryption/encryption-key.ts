import { SessionStoreError } from '../stores/store-error.ts'

/** What a key is wanted for: to read what is there (a new key could not), or to write. */
export type KeyUse = 'read' | 'write'

/** A `CryptoKey` of the Web Cryptography API, by a type that is there without those of a page. */
export type WebCryptoKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>

/**
 * The key of an encrypted store: an AES-256-GCM `CryptoKey`, its 32 bytes, or a function that gets one when it is needed. The function
 * may make a new key when `use` is `write`. It rejects with a `SessionStoreError`: `keyLost` when there is none and one is to be read
 * with, `keyDenied` or `locked` when the platform does not give it.
 */
export type EncryptionKey = WebCryptoKey | Uint8Array | ((use: KeyUse) => Promise<WebCryptoKey | Uint8Array>)

const KEY_BYTES = 32

/** Gets the key once and remembers it. A failure is not remembered: a keyring that was locked may be open the next time. */
export class KeyHolder {
  readonly #key: EncryptionKey
  #held: Promise<CryptoKey> | undefined

  constructor(key: EncryptionKey) {
    this.#key = key
    if (key instanceof Uint8Array) checkLength(key)
  }

  get(use: KeyUse): Promise<CryptoKey> {
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

  async #fetch(use: KeyUse): Promise<CryptoKey> {
    if (typeof crypto === 'undefined' || !(crypto.subtle as unknown)) {
      throw new SessionStoreError(
        'unavailable',
        'There is no Web Crypto here, so nothing is encrypted: browsers have it on pages from https: and localhost only',
      )
    }
    const key = typeof this.#key === 'function' ? await this.#key(use) : this.#key
    if (!(key instanceof Uint8Array)) return checkAlgorithm(key)
    checkLength(key)
    return crypto.subtle.importKey('raw', new Uint8Array(key), 'AES-GCM', false, ['encrypt', 'decrypt'])
  }
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
