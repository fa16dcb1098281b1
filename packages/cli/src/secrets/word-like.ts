/** A longer text is no single term of ours: `device_authorization` has 20 characters. */
const MAX_WORD_CHARS = 23
/** `secret`, `OAuth2`, `RFC`. */
const WORD = /^(?:[A-Z]?[a-z]+(?:[A-Z][a-z]+)*\d?|[A-Z]*)$/
/** `8628`, `443`. */
const NUMBER = /^\d{1,5}$/

/**
 * Whether a text could stand in a sentence of ours: `secret`, `client_secret_basic`, `https`. As somebody's secret it cannot be hidden
 * there: it would spoil the sentence, whose gap then tells the secret.
 */
export function isWordLike(text: string): boolean {
  if (text.length > MAX_WORD_CHARS) return false
  return NUMBER.test(text) || text.split(/[\W_]+/).every((part) => WORD.test(part))
}
