import { cleanText } from '@device-flow/untrusted'

/** A longer text may be a secret that stands where a number belongs. */
const MOST_CHARACTERS = 12

/** A value of unknown type, where a number should be, to be named in a sentence. */
export function shownValue(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value)
  if (typeof value === 'string' && value.length <= MOST_CHARACTERS) return cleanText(JSON.stringify(value))
  return typeof value === 'string' ? 'a long text' : 'an object or a list'
}
