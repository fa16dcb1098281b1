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
  const secrets = [headers.get('authorization')?.replace(/^\S+ /, '') ?? '']
  if (body instanceof URLSearchParams) {
    for (const [name, value] of body) if (SECRET.test(name)) secrets.push(value)
  }
  return secrets.filter((secret) => secret.length >= SHORTEST)
}

/** The secrets that an answer carries itself, wherever in it: an error may quote the token that came with it. */
export function secretsOf(body: unknown): string[] {
  const secrets = new Set<string>()
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [name, member] of Object.entries(value)) {
      if (secrets.size === MOST_OF_AN_ANSWER) return
      if (typeof member !== 'string') collect(member)
      else if (member.length >= SHORTEST && SECRET.test(name)) secrets.add(member)
    }
  }
  collect(body)
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
  const spans = [CHARACTERS, ESCAPES].flatMap((units) => spansOf(sought, readingOf(beginning, units), isCut))
  spans.sort(([from], [other]) => from - other)
  let shown = ''
  let end = -1
  for (const [from, to] of spans) {
    if (from > end) shown += `${beginning.slice(Math.max(end, 0), from)}[secret]`
    end = Math.max(end, to)
  }
  return shown + beginning.slice(Math.max(end, 0))
}

/** What of a text makes a difference: not how it is broken, spaced, quoted or capitalised, nor what nobody sees in it. */
function lettersOf(text: string): string {
  return replaceHiddenCharacters(text, () => '')
    .replaceAll(/[\s+\\&<>"']/g, '')
    .toLowerCase()
}

/** The letters of a text, and where in the text each of them begins and ends. */
interface Reading {
  letters: string
  from: number[]
  to: number[]
}

// A text is read twice, as it stands and with its escapes undone: a secret may itself hold what looks like one.
const CHARACTERS = /./gsu
const ESCAPES = /(?:%[\da-f]{2})+|&(?:#\d+|#x[\da-f]+|\w+);|\\u[\da-f]{4}|./gisu

function readingOf(text: string, units: RegExp): Reading {
  const reading: Reading = { letters: '', from: [], to: [] }
  for (const { 0: unit, index } of text.matchAll(units)) {
    const letters = lettersOf(unescape(unit))
    reading.letters += letters
    for (let i = 0; i < letters.length; i += 1) {
      reading.from.push(index)
      reading.to.push(index + unit.length)
    }
  }
  return reading
}

function unescape(unit: string): string {
  if (/^%./.test(unit)) {
    return new TextDecoder().decode(Uint8Array.from(unit.slice(1).split('%'), (hex) => Number.parseInt(hex, 16)))
  }
  // A character that has a name (&amp;) is none that makes a difference.
  const [, hex, decimal] = /^(?:\\u|&#x)(.+?);?$|^&#?(.+);$/i.exec(unit) ?? []
  if (!hex && !decimal) return unit
  const codePoint = hex ? Number.parseInt(hex, 16) : Number(decimal)
  return codePoint <= 0x10_ff_ff ? String.fromCodePoint(codePoint) : ''
}

function spansOf(secrets: readonly string[], { letters, from, to }: Reading, isCut: boolean): [number, number][] {
  const spans: [number, number][] = []
  for (const secret of secrets) {
    for (let at = letters.indexOf(secret); at >= 0; at = letters.indexOf(secret, at + secret.length)) {
      spans.push([from[at] as number, to[at + secret.length - 1] as number])
    }
    if (!isCut) continue
    let length = Math.min(secret.length, letters.length)
    while (!letters.endsWith(secret.slice(0, length))) length -= 1
    if (length > 0) spans.push([from[letters.length - length] as number, Infinity])
  }
  return spans
}
