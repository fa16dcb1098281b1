/**
 * AES-256-GCM with one key: for a platform that has something better for it than Web Crypto. The tag of 16 bytes is the end of what is
 * encrypted, as in Web Crypto: what one encrypts, the other opens.
 */
export interface AesGcm {
  encrypt(bytes: Uint8Array, iv: Uint8Array, additionalData: Uint8Array): Promise<Uint8Array>
  /** Rejects when the key, the IV or the additional data is another, or a bit has changed. */
  decrypt(bytes: Uint8Array, iv: Uint8Array, additionalData: Uint8Array): Promise<Uint8Array>
}

type Bytes = Uint8Array<ArrayBuffer>

/** That of Web Crypto. */
export function webAesGcm(key: CryptoKey): AesGcm {
  const by = (operation: 'encrypt' | 'decrypt') => async (bytes: Bytes, iv: Bytes, additionalData: Bytes) =>
    new Uint8Array(await crypto.subtle[operation]({ name: 'AES-GCM', iv, additionalData }, key, bytes))
  return { encrypt: by('encrypt'), decrypt: by('decrypt') }
}
