import { cleanText } from '@device-flow/untrusted'

/**
 * Describes where an unexpected error comes from, for a bug report: the kind of the error underneath and the place in the code. Its
 * message is left out, since those of parsers quote what they could not read, and that may be a token.
 */
export function describeCause(error: unknown): string | undefined {
  let cause = error
  while (cause instanceof Error && cause.cause instanceof Error) cause = cause.cause
  if (!(cause instanceof Error)) return undefined
  const place = cause.stack?.split('\n').find((line) => /^ +at \S/.test(line))
  return cleanText(`${cause.name}${place ? `, ${place.trim()}` : ''}`, 200)
}
