import { Secret, type TokenSet } from '@device-flow/machine'
import type { Lab } from '../../lab/lab.ts'

/** Which of the two tokens. */
export type WhichToken = 'refresh token' | 'access token'

/** Revokes one token alone (RFC 7009), behind the back of the device. Resolves to what came of it, in words. */
export async function revokeOne(lab: Lab, tokens: TokenSet, which: WhichToken): Promise<string> {
  const services = lab.servicesBelow('device')
  if (!services) throw new Error('The device is off.')
  const { refreshToken, ...withoutRefreshToken } = tokens
  if (which === 'refresh token' && !refreshToken) throw new Error('There is no refresh token to revoke.')
  // An empty one is not sent: the refresh token goes alone.
  const only = which === 'refresh token' ? { ...tokens, accessToken: new Secret('') } : withoutRefreshToken
  const { revoked } = await services.revokeTokens(only)
  if (!revoked)
    return `The server does not revoke it: it has no revocation endpoint, or not for this type (RFC 7009 §2.2.1).`
  return which === 'refresh token'
    ? 'The server has revoked the refresh token, and at most servers the access token ends with it. The device does not know yet: refresh now, or call the API.'
    : 'The server has revoked the access token alone. The device does not know yet: call the API, and see it renewed.'
}
