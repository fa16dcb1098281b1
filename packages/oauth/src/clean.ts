// Control characters (C0, DEL, C1), format characters (bidi controls, zero-width, BOM, soft hyphen, tags), halves of surrogate
// pairs, line and paragraph separators: nothing that could move a cursor, reorder a line or hide in it.
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u
const ALL_UNSAFE = new RegExp(UNSAFE, 'gu')

/** Whether a text holds characters that must never reach a screen raw (H2). */
export function hasUnsafeCharacters(text: string): boolean {
  return UNSAFE.test(text)
}

/** Makes a server's text fit to be shown (H2): one line, no unsafe characters, at most `maxLength` characters. */
export function clean(text: string, maxLength: number): string {
  const line = text
    // A megabyte of text is not worth a megabyte of work when 80 characters of it will be shown.
    .slice(0, maxLength * 8)
    .replaceAll(/\s/gu, ' ')
    .replaceAll(ALL_UNSAFE, '')
    .replaceAll(/ {2,}/g, ' ')
    .trim()
  const characters = Array.from(line)
  return characters.length > maxLength ? `${characters.slice(0, maxLength - 1).join('')}…` : line
}

/** A server's link, when it is one that may be shown and opened: http(s), no user name, no unsafe characters. */
export function cleanUri(value: unknown): string | undefined {
  return typeof value === 'string' && isSafeWebUri(value) ? value : undefined
}

const LONGEST_URI = 2048

/** Whether a text is an absolute http(s) URI that can be shown and opened (H1, H2). */
export function isSafeWebUri(value: string): boolean {
  if (value.length > LONGEST_URI || hasUnsafeCharacters(value) || /\s/u.test(value)) return false
  try {
    const url = new URL(value)
    return (url.protocol === 'https:' || url.protocol === 'http:') && !url.username && !url.password
  } catch {
    return false
  }
}
