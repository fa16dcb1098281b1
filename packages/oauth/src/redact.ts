import { replaceHiddenCharacters } from './clean.ts'

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

/**
 * The beginning of a text with its secrets masked, in whatever form the server repeats them. `isCut` says that a secret may be cut
 * off at the end: its beginning is then masked too.
 */
export function redact(text: string, secrets: readonly string[], isCut: boolean = text.length > READ): string {
  // Without an escape that is cut off, which would hide what comes before it.
  const beginning = isCut ? text.slice(0, READ).replace(/(?:[%&\\][#\w]{0,9}){1,4}$/, '') : text
  const sought = secrets.map(lettersOf).filter(Boolean)
  // Read with its escapes undone, and as it stands: a secret may itself hold what looks like one.
  const masked = mask(beginning.match(UNITS) ?? [], sought, isCut)
  return mask(Array.from(masked), sought, isCut)
}

const MASK = '[secret]'
// Escapes, and single characters.
const UNITS = /(?:%[\da-f]{2})+|&(?:#\d+|#x[\da-f]+|\w+);|\\u[\da-f]{4}|./gisu

function mask(units: string[], secrets: readonly string[], isCut: boolean): string {
  let letters = ''
  const unitOf: number[] = []
  units.forEach((unit, i) => {
    letters += lettersOf(unescape(unit))
    while (unitOf.length < letters.length) unitOf.push(i)
  })
  for (const secret of secrets) {
    for (let at = letters.indexOf(secret); at >= 0; at = letters.indexOf(secret, at + secret.length)) {
      units.fill(MASK, unitOf[at], (unitOf[at + secret.length - 1] ?? 0) + 1)
    }
    if (!isCut) continue
    let length = Math.min(secret.length, letters.length)
    while (!letters.endsWith(secret.slice(0, length))) length -= 1
    if (length > 0) units.fill(MASK, unitOf[letters.length - length])
  }
  return units.join('').replaceAll(/(?:\[secret\])+/g, MASK)
}

/** What of a text makes a difference: not how it is broken, spaced, quoted or capitalised, nor what nobody sees in it. */
function lettersOf(text: string): string {
  return replaceHiddenCharacters(text, () => '')
    .replaceAll(/[\s+\\&<>"']/g, '')
    .toLowerCase()
}

function unescape(unit: string): string {
  if (unit.length < 3) return unit
  if (unit.startsWith('%')) {
    return new TextDecoder().decode(Uint8Array.from(unit.slice(1).split('%'), (hex) => Number(`0x${hex}`)))
  }
  // A character that has a name (&amp;) makes no difference, and U+0000 neither.
  const [, hex, decimal = ''] = /^(?:\\u|&#x)(\w+)|^&#(\d+)/i.exec(unit) ?? []
  return String.fromCodePoint(Math.min(Number(hex ? `0x${hex}` : decimal), 0x10_ff_ff))
}
