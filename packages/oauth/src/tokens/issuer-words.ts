import { cleanText } from '@device-flow/untrusted'
import { quotable } from '../errors/server-words.ts'
import { isOpaque } from '../redaction/opaque-text.ts'
import { redact } from '../redaction/redact.ts'

const MAX_CHARS = 120
const ADDRESS = /^(https?:\/\/)(?:[^\s/?#]*@)?([^\s/?#@]+)([^\s?#]*)/
// Microsoft names its tenants so.
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

/**
 * An issuer for a message, as it is written, as a slash at its end may be all that is wrong: without a password, a query, and what could be
 * a secret.
 */
export function issuerWords(issuer: string, secrets: readonly string[]): string {
  const text = redact(issuer, secrets)
  const [address, scheme = '', host = '', path = ''] = ADDRESS.exec(text) ?? []
  if (address === undefined) return `“${quotable(text, MAX_CHARS)}”`
  const parts = path.split('/').map((part) => (isOpaque(part) && !UUID.test(part) ? '…' : part))
  return `“${cleanText(`${scheme}${host}${parts.join('/')}`, MAX_CHARS)}”`
}
