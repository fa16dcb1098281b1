/** Quotes a word for a POSIX shell; what needs no quotes gets none. */
export function shellQuote(word: string): string {
  return /^[\w./:@%+=,-]+$/.test(word) ? word : `'${escapeQuotes(word)}'`
}

/** Escapes a text that stands in single quotes. */
export function escapeQuotes(text: string): string {
  return text.replaceAll("'", String.raw`'\''`)
}
