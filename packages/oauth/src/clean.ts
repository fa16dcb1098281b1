// All that moves a cursor, reorders a line, or is not seen in it: control, format, private, unassigned and broken characters (\p{C}), line
// and paragraph separators, what is ignorable by default (fillers, joiners, variation selectors), and the one blank that is a symbol.
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu

/** Whether a text holds characters that must never reach a screen raw: those that terminals obey, and those that nobody sees. */
export function hasHiddenCharacters(text: string): boolean {
  // Not test(), which begins where it ended the last time.
  return text.search(HIDDEN) !== -1
}

/** Puts something in the place of each character for which {@link hasHiddenCharacters} is true. */
export function replaceHiddenCharacters(text: string, replacement: (character: string) => string): string {
  return text.replaceAll(HIDDEN, replacement)
}

/** Makes a text of unknown origin fit to be shown: one line, no hidden characters, at most `maxLength` characters. */
export function cleanText(text: string, maxLength: number): string {
  // A megabyte of text is not worth a megabyte of work when 80 characters of it will be shown.
  const beginning = text.slice(0, maxLength * 8).replaceAll(/\s/gu, ' ')
  const line = replaceHiddenCharacters(beginning, () => '')
    .replaceAll(/ {2,}/g, ' ')
    .trim()
  const characters = Array.from(line)
  return characters.length > maxLength ? `${characters.slice(0, maxLength - 1).join('')}…` : line
}

/** A server's link, when it is one that may be shown and opened: http(s), no user name, no hidden characters. */
export function cleanUri(value: unknown): string | undefined {
  return typeof value === 'string' && isSafeWebUri(value) ? value : undefined
}

const LONGEST_URI = 2048

/** Whether a text is an absolute http(s) URI that can be shown and opened. */
export function isSafeWebUri(value: string): boolean {
  if (value.length > LONGEST_URI || hasHiddenCharacters(value) || /\s/u.test(value)) return false
  try {
    const url = new URL(value)
    return (url.protocol === 'https:' || url.protocol === 'http:') && !url.username && !url.password
  } catch {
    return false
  }
}
