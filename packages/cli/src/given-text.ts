import { hasHiddenCharacters } from '@device-flow/untrusted'
import { UsageError } from './usage-error.ts'

/** A text without what comes along from a file: the byte order mark before it, and the line end behind it. */
export function withoutFileMarks(text: string): string {
  return text.replace(/^\u{feff}/u, '').replace(/[\r\n]+$/, '')
}

/**
 * The text of a flag or a variable without what comes along from a file. Throws {@link UsageError} when nothing else is in it, or a
 * character that nobody sees: no secret (RFC 6749 Appendix A.2), client ID, scope or URL has one. The message names it by `name`.
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
