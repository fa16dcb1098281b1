import type { IdTokenClaims } from '@device-flow/machine'
import { cleanText } from '@device-flow/untrusted'

const MAX_NAME_CHARS = 60

/** What to call the person; undefined when the ID token has no name, or an empty one. */
export function nameOf(claims: IdTokenClaims | undefined): string | undefined {
  const name = claims?.['name']
  return (typeof name === 'string' && cleanText(name, MAX_NAME_CHARS)) || undefined
}
