import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { AesGcm } from '@device-flow/session/encrypted'

const ALGORITHM = 'aes-256-gcm'
const TAG_BYTES = 16

/**
 * AES-GCM by OpenSSL, at once: Web Crypto asks other threads, and takes a millisecond more to load, which a command that only prints a
 * token has no use for. One opens what the other encrypted.
 *
 * @param key 32 bytes
 */
export function nodeAesGcm(key: Uint8Array): AesGcm {
  return {
    async encrypt(bytes, iv, additionalData) {
      const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(additionalData)
      return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
    },
    async decrypt(bytes, iv, additionalData) {
      const tag = bytes.subarray(-TAG_BYTES)
      const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES })
        .setAAD(additionalData)
        .setAuthTag(tag)
      return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()])
    },
  }
}
