import { cleanText } from '@device-flow/untrusted'
import { deepestOf } from './offline-fault.ts'

// Node's codes for zlib, Brotli and Zstandard. That a compressed body is torn off, undici does not say by any of them.
const NOT_DECODED = /^Z_(?:DATA|BUF)_ERROR$|^ERR_.*_FORMAT_|BROTLI|ZSTD/

// undici's words, under the code that a closed connection has, too: for a 100 Continue that it did not ask for, and a 101.
const INTERIM = /^bad (?:response|upgrade)$/

// Of Node's parser; but for what is no HTTP from its first bytes, which is of no server of ours: HPE_INVALID_CONSTANT.
const NOT_HTTP = /^HPE_(?!INVALID_CONSTANT)/

/** Why Node could not read a response that was there, to go behind what answered. Undefined where the network failed. */
export function whyUnread(error: unknown, headers: Headers | undefined): string | undefined {
  const { code, message } = (deepestOf(error) ?? {}) as { code?: unknown; message?: string }
  if (/HEADERS?_OVERFLOW$/.test(String(code))) return 'sent more headers than are read'
  if (code === 'UND_ERR_SOCKET' && INTERIM.test(message ?? ''))
    return 'sent a 1xx response that was not asked for, which Node cannot read'
  // undici's words: there is no code for it.
  if (message?.startsWith('too many content-encodings')) return 'names more than five encodings in Content-Encoding'
  if (NOT_HTTP.test(String(code))) return `sent a response that breaks the rules of HTTP, ${String(code)}`
  if (!NOT_DECODED.test(String(code))) return undefined
  return `sent a body that is not in its Content-Encoding, ${cleanText(headers?.get('content-encoding') ?? '', 40)}`
}
