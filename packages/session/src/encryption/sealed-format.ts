import { SessionStoreError } from '../stores/store-error.ts'
import type { SealedText } from './cipher.ts'

const MARK = 'device-flow-encrypted-'
const VERSION = '1'

/** Writes it as one line: what it is and its version, the key's id, the IV, the encrypted text with its tag. */
export function formatSealed({ keyId, iv, data }: SealedText): string {
  return [MARK + VERSION, keyId, iv, data].join('.')
}

/** Reads what {@link formatSealed} wrote; `name` is for the message. */
export function parseSealed(text: string, name: string): SealedText {
  const [mark = '', keyId, iv, data] = text.split('.')
  if (!mark.startsWith(MARK) || !keyId || !iv || !data) {
    throw new SessionStoreError('damaged', `"${name}" is cut off, or is no encrypted record. Sign in again.`)
  }
  if (mark !== MARK + VERSION) {
    throw new SessionStoreError(
      'otherVersion',
      `"${name}" is encrypted as newer software does it, and is left as it is. Update this software.`,
    )
  }
  return { keyId, iv, data }
}
