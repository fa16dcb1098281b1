// RFC 6749 §A.1, §A.2 allow visible ASCII and blanks. Servers allow more, but these are always a mistake: line ends and
// tabs of a file or a copied cell, a byte order mark, zero-width spaces, half a character, and what stands for bytes
// that are no UTF-8.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u{fffd}]/u
const OUTER_BLANK = /^\s|\s$/u

/** What is wrong with a client ID or a client secret; undefined when it may be right. Never quotes the value. */
export function credentialProblem(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'must be a non-empty string'
  if (!value) return 'must not be empty'
  if (UNSEEN.test(value)) {
    return 'must not hold a line end, a tab or another character that is not seen (a file that it was read from may end in one)'
  }
  if (OUTER_BLANK.test(value)) return 'must not begin or end with a blank'
  return undefined
}
