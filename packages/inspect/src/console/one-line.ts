// What moves the cursor, reorders a line or is invisible in it: a terminal would obey it, and a reader be deceived.
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu

const MAX_LINE_CHARS = 300

/** Makes one harmless line of a text of unknown origin. */
export function oneLine(text: string): string {
  const line = text
    .slice(0, MAX_LINE_CHARS * 8)
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(HIDDEN, '')
    .trim()
  const characters = Array.from(line)
  return characters.length > MAX_LINE_CHARS ? `${characters.slice(0, MAX_LINE_CHARS - 1).join('')}…` : line
}
