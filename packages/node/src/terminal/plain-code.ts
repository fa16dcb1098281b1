import { replaceHiddenCharacters } from '@device-flow/untrusted'

const MAX_CODE_CHARS = 2048

/** Makes a user code safe on a terminal, and leaves it verbatim otherwise: a server may insist on each space that a person sees. */
export function plainCode(code: string): string {
  const line = replaceHiddenCharacters(code, (character) => (/\s/.test(character) ? ' ' : ''))
  return line.slice(0, MAX_CODE_CHARS)
}
