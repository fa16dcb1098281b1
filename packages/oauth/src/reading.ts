import { replaceHiddenCharacters } from './clean.ts'

/** The letters of a text that make a difference, and where the unit stands that each of them comes from. */
export interface Reading {
  letters: string
  starts: number[]
  ends: number[]
  /** All runs of letters of a length, once they have been asked for. */
  runs: Map<number, Set<string>>
}

/** What a page has beside its text. */
export const TAGS: RegExp = /<(script|style)\b[\s\S]*?(?:<\/\1>|$)|<[^>]*(?:>|$)/gi

/** A text is read with its escapes undone, */
export const UNESCAPED: RegExp = /(?:%[\da-f]{2})+|&(?:#\d+|#x[\da-f]+|\w+);|\\u[\da-f]{4}|./gisu
/** as it stands, since a secret may itself hold what looks like an escape, */
export const AS_IT_STANDS: RegExp = /./gsu
/** and a page as if it had no tags. */
export const WITHOUT_TAGS: RegExp =
  // Both of the above, written out: old browsers' checks cannot read a pattern that is built.
  /<(script|style)\b[\s\S]*?(?:<\/\1>|$)|<[^>]*(?:>|$)|(?:%[\da-f]{2})+|&(?:#\d+|#x[\da-f]+|\w+);|\\u[\da-f]{4}|./gisu

/** Reads a text by one of the ways above. */
export function readAs(text: string, units: RegExp): Reading {
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

/** What of a text makes a difference: not how it is broken, spaced, quoted or capitalised, nor what nobody sees in it. */
export function lettersOf(text: string): string {
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
