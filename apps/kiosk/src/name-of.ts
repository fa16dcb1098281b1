import type { IdTokenClaims } from '@device-flow/machine'

/** What to call the person; not every server says. */
export function nameOf(claims: IdTokenClaims | undefined): string {
  const { given_name: given, name } = { ...claims } as Record<string, unknown>
  return [given, name].find((each): each is string => typeof each === 'string' && each.trim() !== '') ?? 'there'
}
