// Characters, with any separators before the very first of them, and the separators behind them.
const GROUPS = /((?:^[\s\p{Pd}.·_]+)?[^\s\p{Pd}.·_]+)([\s\p{Pd}.·_]*)/gu
const GROUP_LENGTH = 4
const DIGIT_GROUP_LENGTH = 3

/** Some characters of a user code that are read in one go. */
export interface CodeGroup {
  /** The characters, verbatim. */
  text: string
  /** What the server wrote behind it: a hyphen, a space, nothing. Most servers take the code without it, too; some do not. */
  separator: string
}

/**
 * Groups a user code as a person reads it: in the groups that the server made, otherwise in fours (in threes where it is all digits and
 * comes out even). Each is verbatim: some servers compare codes case-sensitively.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8628#section-6.1 | RFC 8628 §6.1}
 * @example
 * ```ts
 * import { groupUserCode } from '@device-flow/machine'
 *
 * groupUserCode('WDJB-MJHT') // [{ text: 'WDJB', separator: '-' }, { text: 'MJHT', separator: '' }]
 * ```
 */
export function groupUserCode(userCode: string): CodeGroup[] {
  const groups = [...userCode.matchAll(GROUPS)].map(([, text = '', separator = '']) => ({ text, separator }))
  return groups.length > 1 || groups[0]?.separator ? groups : evenGroups(userCode)
}

function evenGroups(text: string): CodeGroup[] {
  const characters = [...text]
  const byThree = /^\d+$/.test(text) && characters.length % DIGIT_GROUP_LENGTH === 0
  const length = byThree ? DIGIT_GROUP_LENGTH : GROUP_LENGTH
  const count = Math.max(1, Math.ceil(characters.length / length - 0.5))
  const size = Math.ceil(characters.length / count)
  return Array.from({ length: count }, (_, index) => ({
    text: characters.slice(index * size, (index + 1) * size).join(''),
    separator: '',
  }))
}

/** How parts of a user code are said in the language of the person. */
export interface SpellingWords {
  /** Names a capital letter; asked only where a code has small letters too. */
  capital: (letter: string) => string
}

/**
 * Spells a user code out for a screen reader, which would otherwise read it as a word: `W D J B, M J H T`. Says which letters are capital
 * where a code has both.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8628#section-6.1 | RFC 8628 §6.1}
 * @example
 * ```ts
 * import { spellUserCode } from '@device-flow/machine'
 *
 * spellUserCode('gQ7x', { capital: (letter) => `capital ${letter}` }) // 'g capital Q 7 x'
 * ```
 */
export function spellUserCode(userCode: string, words: SpellingWords): string {
  const isMixed = /\p{Lu}/u.test(userCode) && /\p{Ll}/u.test(userCode)
  const spell = (character: string): string =>
    isMixed && /\p{Lu}/u.test(character) ? words.capital(character) : character
  return groupUserCode(userCode)
    .map(({ text }) => [...text].map(spell).join(' '))
    .join(', ')
}
