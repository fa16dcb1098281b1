import { AS_IT_STANDS, readComparably, UNESCAPED, WITHOUT_TAGS } from './comparable-text.ts'
import { formsOf } from './secret-forms.ts'
import { markForm } from './secret-marks.ts'

// What a secret is called, in requests and in responses.
const SECRET = /(?:^|_)token$|^device_code$|^client_(?:secret|assertion)$/
const MIN_SECRET_CHARS = 4
// A response with more secrets of its own is made to keep us busy.
const MAX_RESPONSE_SECRETS = 16
/**
 * How many characters of a response's text are looked at: at most 300 are shown, and a search through a megabyte would
 * take long.
 */
export const SCANNED_CHARS = 4096

/** The secrets that a request carries: a server may repeat them in its response, which is quoted in messages. */
export function secretsIn(headers: Headers, body: unknown): string[] {
  const credentials = headers.get('authorization')?.replace(/^\S+ /, '')
  return secretsOf({ access_token: credentials, ...(body instanceof URLSearchParams && Object.fromEntries(body)) })
}

/** The secrets that stand in a response, at any depth: an error may quote the token that came with it. */
export function secretsOf(body: unknown): string[] {
  const secrets = new Set<string>()
  JSON.stringify(body, (name, value: unknown) => {
    const isSecret = typeof value === 'string' && value.length >= MIN_SECRET_CHARS && SECRET.test(name)
    if (isSecret && secrets.size < MAX_RESPONSE_SECRETS) secrets.add(value)
    return value
  })
  return [...secrets]
}

const MASK = '[secret]'

/**
 * The beginning of a text with its secrets masked, and any 12 characters in a row of them, escaped or in base64 too.
 * `isCut` says that a secret may be cut off at the end: its beginning is then masked as well.
 */
export function redact(text: string, secrets: readonly string[], isCut: boolean = text.length > SCANNED_CHARS): string {
  // Without an escape that is cut off, which would hide what comes before it.
  const beginning = isCut ? text.slice(0, SCANNED_CHARS).replace(/(?:[%&\\][#\w]{0,9}){1,4}$/, '') : text
  const forms = secrets.flatMap(formsOf)
  // All readings are of the same text: what one has masked, another could no longer put together with what is around
  // it.
  const marks = new Uint8Array(beginning.length)
  const read = new Set<string>()
  // Tags are in JSON as well: some servers quote a page there.
  for (const units of [WITHOUT_TAGS, UNESCAPED, AS_IT_STANDS]) {
    const reading = readComparably(beginning, units)
    // Most texts have neither tags nor escapes, and are the same either way.
    if (!read.has(reading.letters)) for (const form of forms) markForm(marks, reading, form, isCut)
    read.add(reading.letters)
  }
  let masked = ''
  for (let at = 0; at < beginning.length; at += 1) {
    if (!marks[at]) masked += beginning[at]
    else if (!marks[at - 1]) masked += MASK
  }
  return masked
}
