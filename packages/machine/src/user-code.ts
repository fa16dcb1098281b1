const SEPARATORS = /[\s\p{Pd}.·_]+/u
const GROUP_LENGTH = 4
const DIGIT_GROUP_LENGTH = 3

/**
 * A user code in the groups in which a person reads it: those that the server made, or else of four (of three where it is all
 * digits and comes out even). Each group is verbatim: some servers compare codes case-sensitively.
 */
export function groupUserCode(userCode: string): string[] {
  const groups = userCode.split(SEPARATORS).filter(Boolean)
  const [only] = groups
  if (groups.length !== 1 || only === undefined) return groups.length === 0 ? [userCode] : groups
  const characters = [...only]
  const byThree = /^\d+$/.test(only) && characters.length % DIGIT_GROUP_LENGTH === 0
  const length = byThree ? DIGIT_GROUP_LENGTH : GROUP_LENGTH
  const count = Math.max(1, Math.ceil(characters.length / length - 0.5))
  const size = Math.ceil(characters.length / count)
  return Array.from({ length: count }, (_, index) => characters.slice(index * size, (index + 1) * size).join(''))
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
    .map((group) => [...group].map(spell).join(' '))
    .join(', ')
}
