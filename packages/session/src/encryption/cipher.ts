import type { AesGcm } from './aes-gcm.ts'
import { fromBase64, toBase64 } from './base64.ts'

/** A text that was encrypted: which key it needs, and what only that key opens. */
export interface SealedText {
  /** Tells keys apart, and tells nothing of the key. */
  keyId: string
  iv: string
  data: string
}

// 96 bits, as NIST SP 800-38D wants a random one to be.
const IV_BYTES = 12
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Encrypts with AES-GCM. `context` is not in the result, and has to be the same when it is opened. */
export async function seal(text: string, context: string, aes: AesGcm): Promise<SealedText> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
  const data = await aes.encrypt(bytesOf(text), iv, bytesOf(context))
  return { keyId: await keyIdOf(aes), iv: toBase64(iv), data: toBase64(data) }
}

/** Decrypts what {@link seal} made. Rejects when the key or the context is another, or a bit has changed. */
export async function open({ iv, data }: SealedText, context: string, aes: AesGcm): Promise<string> {
  return new TextDecoder().decode(await aes.decrypt(fromBase64(data), fromBase64(iv), bytesOf(context)))
}

/**
 * Names a key by the tag of an empty message: a key that cannot be extracted cannot be hashed. The IV is always the same here, and so is
 * the message, so that nothing is learnt from two of them.
 */
export async function keyIdOf(aes: AesGcm): Promise<string> {
  return toBase64(await aes.encrypt(bytesOf(''), new Uint8Array(IV_BYTES), bytesOf('device-flow key id')))
}
