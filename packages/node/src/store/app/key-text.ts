import { randomBytes } from 'node:crypto'
import { SessionStoreError } from '@device-flow/session/encrypted'

const KEY_BYTES = 32

/** A new key, as text. */
export function newKeyText(): string {
  return randomBytes(KEY_BYTES).toString('base64')
}

/** The bytes of a key: 32, in base64 or hexadecimal. `where` is for the message, which does not hold the text. */
export function parseKeyText(text: string, where: string): Uint8Array {
  const trimmed = text.trim()
  if (/^[0-9a-f]{64}$/i.test(trimmed)) return new Uint8Array(Buffer.from(trimmed, 'hex'))
  // Buffer reads base64 in either alphabet, and skips what is none.
  if (/^[\w+/-]{43}=?$/.test(trimmed)) return new Uint8Array(Buffer.from(trimmed, 'base64'))
  throw new SessionStoreError(
    'keyDenied',
    `${where} must hold ${KEY_BYTES} bytes in base64, as "openssl rand -base64 ${KEY_BYTES}" prints them. It does not.`,
  )
}
