import { AS_IT_STANDS, readAs, UNESCAPED, WITHOUT_TAGS } from './reading.ts'
import { formsOf } from './secret-forms.ts'
import { markForm } from './secret-marks.ts'

// What a secret is called, in requests and in answers.
const SECRET = /(?:^|_)token$|^device_code$|^client_(?:secret|assertion)$/
const SHORTEST = 4
// An answer with more of its own is out to waste our time.
const MOST_OF_AN_ANSWER = 16
// Of a megabyte of text, 300 characters at most are shown. So that no search is long, no more than this is looked at.
const READ = 4096

/** The secrets that a request carries, so that a server that repeats them in its answer can't get them shown. */
export function secretsIn(headers: Headers, body: unknown): string[] {
  const credentials = headers.get('authorization')?.replace(/^\S+ /, '')
  return secretsOf({ access_token: credentials, ...(body instanceof URLSearchParams && Object.fromEntries(body)) })
}

/** The secrets that an answer carries itself, wherever in it: an error may quote the token that came with it. */
export function secretsOf(body: unknown): string[] {
  const secrets = new Set<string>()
  JSON.stringify(body, (name, value: unknown) => {
    const isSecret = typeof value === 'string' && value.length >= SHORTEST && SECRET.test(name)
    if (isSecret && secrets.size < MOST_OF_AN_ANSWER) secrets.add(value)
    return value
  })
  return [...secrets]
}

const MASK = '[secret]'

/**
 * The beginning of a text with its secrets masked, and any 12 characters of them, in whatever form the server repeats them. `isCut` says
 * that a secret may be cut off at the end: its beginning is then masked too.
 */
export function redact(text: string, secrets: readonly string[], isCut: boolean = text.length > READ): string {
  // Without an escape that is cut off, which would hide what comes before it.
  const beginning = isCut ? text.slice(0, READ).replace(/(?:[%&\\][#\w]{0,9}){1,4}$/, '') : text
  const forms = secrets.flatMap(formsOf)
  // All readings are of the same text: what one has masked, another could no longer put together with what is around it.
  const marks = new Uint8Array(beginning.length)
  const read = new Set<string>()
  // Tags are in JSON as well: some servers quote a page there.
  for (const units of [WITHOUT_TAGS, UNESCAPED, AS_IT_STANDS]) {
    const reading = readAs(beginning, units)
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
