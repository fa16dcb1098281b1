import { Secret } from '@device-flow/machine'
import type { DeviceAuthorization, TokenSet } from '@device-flow/machine'
import type { Clear } from './record.ts'

/** A device authorization with its code in clear, as it is kept. The reading of this process's monotonic clock means nothing there. */
export function clearAuthorization(authorization: DeviceAuthorization): Clear<DeviceAuthorization> {
  const { receivedAtMonotonic: _ofThisProcess, deviceCode, asked, ...kept } = authorization
  return { ...kept, deviceCode: deviceCode.reveal(), ...(asked && { asked: asked.reveal() }) }
}

/** The opposite of {@link clearAuthorization}. */
export function secretAuthorization({ deviceCode, asked, ...rest }: Clear<DeviceAuthorization>): DeviceAuthorization {
  return { ...rest, deviceCode: new Secret(deviceCode), ...(asked !== undefined && { asked: new Secret(asked) }) }
}

/** Tokens in clear, as they are kept. */
export function clearTokens(tokens: TokenSet): Clear<TokenSet> {
  const { accessToken, refreshToken, idToken, ...rest } = tokens
  return {
    ...rest,
    accessToken: accessToken.reveal(),
    ...(refreshToken && { refreshToken: refreshToken.reveal() }),
    ...(idToken && { idToken: idToken.reveal() }),
  }
}

/** The opposite of {@link clearTokens}. */
export function secretTokens({ accessToken, refreshToken, idToken, ...rest }: Clear<TokenSet>): TokenSet {
  return {
    ...rest,
    accessToken: new Secret(accessToken),
    ...(refreshToken !== undefined && { refreshToken: new Secret(refreshToken) }),
    ...(idToken !== undefined && { idToken: new Secret(idToken) }),
  }
}
