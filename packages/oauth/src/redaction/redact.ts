import { AS_IT_STANDS, isPlain, readComparably, UNESCAPED, WITHOUT_TAGS } from './comparable-text.ts'
import { secretsNamedIn } from './named-secrets.ts'
import { formsOf } from './secret-forms.ts'
import { mayHaveRunOf, markForm } from './secret-marks.ts'

// What a secret is called, in requests and in responses: `accessToken`, `access_token` and `Access-Token` are one name.
const SECRET = /(?:token|devicecode|secret|assertion)$/
const MIN_SECRET_CHARS = 4
// A response with more secrets of its own is made to keep us busy.
const MAX_RESPONSE_SECRETS = 16
/**
 * How many characters of a response's text are looked at: at most 300 are shown, and a search through a megabyte would
 * take long.
 */
export const SCANNED_CHARS = 4096

/** Puts off the search for secrets until they are first asked for, and keeps them: most responses are quoted nowhere. */
export function findOnce(find: () => readonly string[]): () => readonly string[] {
  let found: readonly string[] | undefined
  return () => (found ??= find())
}

/** The secrets that a request carries: a server may repeat them in its response, which is quoted in messages. */
export function secretsIn({ headers, body }: { headers: Record<string, string>; body: unknown }): string[] {
  const credentials = new Headers(headers).get('authorization')?.replace(/^\S+ /, '')
  return secretsOf({ access_token: credentials, ...(body instanceof URLSearchParams && Object.fromEntries(body)) })
}

/**
 * The secrets that stand in a response, at any depth: an error may quote the token that came with it. Texts in it may themselves be JSON
 * or a form.
 */
export function secretsOf(body: unknown): string[] {
  const secrets = new Set<string>()
  JSON.stringify(body, (name, value: unknown) => {
    if (typeof value !== 'string' || secrets.size >= MAX_RESPONSE_SECRETS) return value
    const isSecret = SECRET.test(name.replaceAll(/[_-]/g, '').toLowerCase())
    const found = isSecret ? [value] : secretsNamedIn(value.slice(0, SCANNED_CHARS))
    for (const secret of found) if (secret.length >= MIN_SECRET_CHARS) secrets.add(secret)
    return value
  })
  return [...secrets].slice(0, MAX_RESPONSE_SECRETS)
}

/**
 * A response whose server may repeat these tokens of a session, too, though the request has not carried them; by their names on the wire.
 */
export function alsoMasking<Of extends { secrets: () => readonly string[] }>(response: Of, tokens: object): Of {
  return { ...response, secrets: findOnce(() => [...response.secrets(), ...secretsOf(tokens)]) }
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
  if (forms.length === 0) return beginning
  if (!isCut && isPlain(beginning) && !mayHaveRunOf(beginning.toLowerCase(), forms)) return beginning
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
