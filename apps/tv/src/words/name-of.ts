import type { IdTokenClaims } from '@device-flow/machine'

/** What to call the person; undefined when the ID token has no name, or an empty one. */
export function nameOf(claims: IdTokenClaims | undefined): string | undefined {
  const name = claims?.['name']
  return typeof name === 'string' && name.trim() !== '' ? name : undefined
}
