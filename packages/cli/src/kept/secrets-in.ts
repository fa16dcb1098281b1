import type { SessionRecord } from '@device-flow/session/record'

/** The secrets in a record, so that they can be masked wherever a server has put them. */
export function secretsIn({ signedIn, pending }: Pick<SessionRecord, 'signedIn' | 'pending'> = {}): string[] {
  const tokens = signedIn ? [signedIn.tokens, ...(signedIn.replaced ?? [])] : []
  const secrets = tokens.flatMap(({ accessToken, refreshToken, idToken }) => [accessToken, refreshToken, idToken])
  return [...secrets, pending?.authorization.deviceCode].filter((secret) => secret !== undefined)
}
