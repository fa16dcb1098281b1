import { replaceHiddenCharacters } from '@device-flow/untrusted'

/**
 * A text as it is compared with secrets: its {@link lettersOf letters}, and where the unit stands that each of them
 * comes from.
 */
export interface ComparableText {
  letters: string
  starts: number[]
  ends: number[]
  /** All runs of letters of a length, once they have been asked for. */
  runs: Map<number, Set<string>>
}

/** The tags of a page, and its scripts and styles. */
export const TAGS: RegExp = /<(script|style)\b[\s\S]*?(?:<\/\1>|$)|<[^>]*(?:>|$)/gi

/** The units of a text whose escapes are undone. */
export const UNESCAPED: RegExp = /(?:%[\da-f]{2})+|&(?:#\d+|#x[\da-f]+|\w+);|\\u[\da-f]{4}|./gisu
/** The units of a text that is read as it stands: a secret may itself hold what looks like an escape. */
export const AS_IT_STANDS: RegExp = /./gsu
/** The units of a page that is read as if it had no tags. */
export const WITHOUT_TAGS: RegExp =
  // TAGS and UNESCAPED, written out: the checks for old browsers cannot read a pattern that is built.
  /<(script|style)\b[\s\S]*?(?:<\/\1>|$)|<[^>]*(?:>|$)|(?:%[\da-f]{2})+|&(?:#\d+|#x[\da-f]+|\w+);|\\u[\da-f]{4}|./gisu

/** What has neither tags nor escapes, nor a character that does not count: an address, say. */
const PLAIN = /^[!#$()*,\-./\d:;=?@A-Z[\]^_`a-z{|}~]*$/

/** Whether each character of a text is a letter that counts, however it is read: most addresses are such texts. */
export function isPlain(text: string): boolean {
  return PLAIN.test(text)
}

/** Reads a text unit by unit, by one of the patterns above. */
export function readComparably(text: string, units: RegExp): ComparableText {
  const starts: number[] = []
  const ends: number[] = []
  let letters = ''
  for (const { 0: unit, index } of text.matchAll(units)) {
    const isTag = unit.length > 1 && unit.startsWith('<')
    if (!isTag) letters += lettersOf(unescape(unit))
    while (starts.length < letters.length) {
      starts.push(index)
      ends.push(index + unit.length)
    }
  }
  return { letters, starts, ends, runs: new Map() }
}

/**
 * The characters that count when a text is compared with a secret: no blanks, quotes or hidden characters, and all in
 * lower case.
 */
export function lettersOf(text: string): string {
  if (isPlain(text)) return text.toLowerCase()
  return replaceHiddenCharacters(text, () => '')
    .replaceAll(/[\s+\\&<>"']/g, '')
    .toLowerCase()
}

function unescape(unit: string): string {
  if (unit.length < 3) return unit
  if (unit.startsWith('%')) {
    return new TextDecoder().decode(Uint8Array.from(unit.slice(1).split('%'), (hex) => Number(`0x${hex}`)))
  }
  // Named ones are not decoded: those that escaping makes (`&amp;`, `&quot;`) do not count, and neither does the U+0000
  // in their place.
  const [, hex, decimal = ''] = /^(?:\\u|&#x)(\w+)|^&#(\d+)/i.exec(unit) ?? []
  return String.fromCodePoint(Math.min(Number(hex ? `0x${hex}` : decimal), 0x10_ff_ff))
}
