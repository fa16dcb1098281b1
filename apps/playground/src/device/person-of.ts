import type { IdTokenClaims } from '@device-flow/machine'
import { cleanText } from '@device-flow/untrusted'

/** What to call the person: the name in the ID token or, where the server tells none, the subject; undefined without an ID token. */
export function personOf(claims: IdTokenClaims | undefined): string | undefined {
  const { name, preferred_username: username, sub } = { ...claims } as Record<string, unknown>
  const found = [name, username, sub].find((each): each is string => typeof each === 'string' && each.trim() !== '')
  return found && cleanText(found)
}
