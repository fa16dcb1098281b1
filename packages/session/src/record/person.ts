import type { TokenSet } from '@device-flow/machine'
import type { Clear } from './record.ts'

/** Whether tokens are of one person, as their ID tokens say; undefined where these do not. */
export function areOfOnePerson(one: Clear<TokenSet>, other: Clear<TokenSet>): boolean | undefined {
  const [sub, otherSub] = [one.claims?.sub, other.claims?.sub]
  return sub === undefined || otherSub === undefined ? undefined : sub === otherSub
}
