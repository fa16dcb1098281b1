import { replaceHiddenCharacters } from '@device-flow/untrusted'

/** One line of `--json`, in OAuth's own words. */
export type JsonLine = {
  type:
    | 'prompt'
    | 'blip'
    | 'hint'
    | 'authorized'
    | 'token'
    | 'status'
    | 'signed_out'
    | 'check'
    | 'risk'
    | 'diagnosis'
    | 'provider'
    | 'error'
} & Record<string, unknown>

/**
 * A line as text. Control, bidi and invisible characters are escaped, so that a terminal that shows the line does not obey them; JSON
 * parsers see them as they were.
 */
export function encodeJsonLine(line: JsonLine): string {
  const escaped = replaceHiddenCharacters(JSON.stringify(line), (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  )
  return `${escaped}\n`
}
