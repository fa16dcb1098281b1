import { cleanText, replaceHiddenCharacters } from '@device-flow/untrusted'

const SHOWABLE_LENGTH = 2048

/**
 * A text that is safe on a terminal: one line, without control, format, bidi and invisible characters, and of bearable length.
 * Services should have cleaned what a server said; a terminal obeys what they missed.
 */
export function plainText(text: string, maxLength: number = SHOWABLE_LENGTH): string {
  return cleanText(text, maxLength)
}

/** A user code that is safe on a terminal, and otherwise verbatim: a server may insist on each space that a person sees. */
export function plainCode(code: string): string {
  const line = replaceHiddenCharacters(code, (character) => (/\s/.test(character) ? ' ' : ''))
  return line.slice(0, SHOWABLE_LENGTH)
}
