import type { SessionRecord } from '@device-flow/session/record'

/** The secrets in a record, so that they can be masked wherever a server has put them. */
export function secretsIn({ signedIn, pending }: Pick<SessionRecord, 'signedIn' | 'pending'> = {}): string[] {
  const { accessToken, refreshToken, idToken } = signedIn?.tokens ?? {}
  return [accessToken, refreshToken, idToken, pending?.authorization.deviceCode].filter(
    (secret) => secret !== undefined,
  )
}
