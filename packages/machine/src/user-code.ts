// Characters, with any separators before the very first of them, and the separators behind them.
const GROUPS = /((?:^[\s\p{Pd}.·_]+)?[^\s\p{Pd}.·_]+)([\s\p{Pd}.·_]*)/gu
const GROUP_LENGTH = 4
const DIGIT_GROUP_LENGTH = 3

/** Some characters of a user code that are read in one go. */
export interface CodeGroup {
  text: string
  /** What the server wrote behind it: a hyphen, a space, nothing. Most servers take the code without it, too; some do not. */
  separator: string
}

/**
 * A user code in the groups in which a person reads it: those that the server made, or else of four (of three where it is all
 * digits and comes out even). Each is verbatim: some servers compare codes case-sensitively.
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

/**
 * A user code spelled out for a screen reader, which would else read it as a word: `W D J B, M J H T`. Says which letters are
 * capital where a code has both.
 */
export function spellUserCode(userCode: string): string {
  const isMixed = /\p{Lu}/u.test(userCode) && /\p{Ll}/u.test(userCode)
  const spell = (character: string): string =>
    isMixed && /\p{Lu}/u.test(character) ? `capital ${character}` : character
  return groupUserCode(userCode)
    .map(({ text }) => [...text].map(spell).join(' '))
    .join(', ')
}
