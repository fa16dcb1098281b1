import { hasHiddenCharacters } from '@device-flow/untrusted'
import { UsageError } from './usage-error.ts'

/** Takes away what comes along when a text is read from a file: the byte order mark before it, and the line end behind it. */
export function withoutFileMarks(text: string): string {
  return text.replace(/^\u{feff}/u, '').replace(/[\r\n]+$/, '')
}

/**
 * Reads the text of a flag or a variable, without what comes along from a file. A character that is not seen is refused: no secret (RFC
 * 6749 Appendix A.2), client ID, scope or URL has one.
 *
 * @throws UsageError when the text has such a character, or nothing but a line end. Its message begins with `name`.
 */
export function readText(name: string, given: string): string {
  const text = withoutFileMarks(given)
  if (given !== '' && text === '') throw new UsageError(`${name} is empty but for a line end. Give it a value.`)
  // U+FFFD stands for bytes that are no UTF-8: a file in UTF-16, for example.
  if (text.includes('\u{fffd}') || hasHiddenCharacters(text)) {
    throw new UsageError(`${name} has a TAB, a line end or another character that is not seen. Give it without that.`)
  }
  return text
}
