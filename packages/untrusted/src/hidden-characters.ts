// All that moves a cursor, reorders a line, or is not seen in it: control, format, private, unassigned and broken
// characters (\p{C}), line and paragraph separators, what is ignorable by default (fillers, joiners, variation
// selectors), and the one blank that is a symbol.
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu

/**
 * Whether a text holds characters that must never reach a screen raw: those that terminals obey, and those that nobody
 * sees.
 */
export function hasHiddenCharacters(text: string): boolean {
  // Not test(), which begins where it ended the last time.
  return text.search(HIDDEN) !== -1
}

/** Puts something in the place of each character for which {@link hasHiddenCharacters} is true. */
export function replaceHiddenCharacters(text: string, replacement: (character: string) => string): string {
  return text.replaceAll(HIDDEN, replacement)
}
