const SHOWABLE_LENGTH = 2048

/**
 * A text that is safe on a terminal (H2): one line, without control, format, bidi and invisible characters, and of bearable length.
 * Services should have cleaned what a server said; a terminal obeys what they missed.
 */
export function plainText(text: string, maxLength: number = SHOWABLE_LENGTH): string {
  const line = text
    .slice(0, maxLength * 8)
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
  const characters = Array.from(line.trim())
  return characters.length > maxLength ? `${characters.slice(0, maxLength - 1).join('')}…` : characters.join('')
}
