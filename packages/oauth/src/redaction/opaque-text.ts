/** As many characters of base64url are 96 bits: fewer are no good secret. 128 bits have 22. */
export const MIN_OPAQUE_CHARS = 16
// `authorization`, `InvalidClient`, `oauth2`, `AADSTS70016`, `2026`.
const WORD = /^(?:[A-Z]?[a-z]+(?:[A-Z][a-z]+)*\d?|[A-Z]+\d{0,6}|\d{0,4})$/

/** Whether a text without blanks could be a token by its looks: it is long, and not put together from words, as codes and addresses are. */
export function isOpaque(text: string): boolean {
  return text.length >= MIN_OPAQUE_CHARS && text.split(/[\W_]+/).some((part) => !WORD.test(part))
}
