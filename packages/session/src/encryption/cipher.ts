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
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

/** Encrypts with AES-GCM. `context` is not in the result, and has to be the same when it is opened. */
export async function seal(text: string, context: string, key: CryptoKey): Promise<SealedText> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
  const data = await encrypt(text, context, key, iv)
  return { keyId: await keyIdOf(key), iv: toBase64(iv), data: toBase64(data) }
}

/** Decrypts what {@link seal} made. Rejects when the key or the context is another, or a bit has changed. */
export async function open({ iv, data }: SealedText, context: string, key: CryptoKey): Promise<string> {
  const algorithm = { name: 'AES-GCM', iv: fromBase64(iv), additionalData: bytesOf(context) }
  return new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, key, fromBase64(data)))
}

/**
 * Names a key by the tag of an empty message: a key that cannot be extracted cannot be hashed. The IV is always the same here, and so is
 * the message, so that nothing is learnt from two of them.
 */
export async function keyIdOf(key: CryptoKey): Promise<string> {
  return toBase64(await encrypt('', 'device-flow key id', key, new Uint8Array(IV_BYTES)))
}

async function encrypt(
  text: string,
  context: string,
  key: CryptoKey,
  iv: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const algorithm = { name: 'AES-GCM', iv, additionalData: bytesOf(context) }
  return new Uint8Array(await crypto.subtle.encrypt(algorithm, key, bytesOf(text)))
}
