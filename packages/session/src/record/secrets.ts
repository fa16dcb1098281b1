import { Secret } from '@device-flow/machine'
import type { DeviceAuthorization, TokenSet } from '@device-flow/machine'
import { authorizationChecks, tokenChecks } from './check-record.ts'
import { readable } from './readable.ts'
import type { Clear } from './record.ts'

/** The last moment that a `Date` can be. JSON has no Infinity for a code that never expires. */
const LAST_MOMENT = 8_640_000_000_000_000

/**
 * A device authorization with its code in clear, as it is kept. The reading of this process's monotonic clock means nothing there.
 *
 * @param now wall clock, ms since the epoch: when it arrived, where it does not say so itself
 */
export function clearAuthorization(authorization: DeviceAuthorization, now: number): Clear<DeviceAuthorization> {
  const { receivedAtMonotonic: _ofThisProcess, expiresAt, ...kept } = authorization
  const clear = { ...kept, expiresAt, deviceCode: authorization.deviceCode.reveal() }
  return readable(clear, authorizationChecks, { receivedAt: now, expiresAt: expiresAt > 0 ? LAST_MOMENT : 0 })
}

/** The opposite of {@link clearAuthorization}. */
export function secretAuthorization(clear: Clear<DeviceAuthorization>): DeviceAuthorization {
  return { ...clear, deviceCode: new Secret(clear.deviceCode) }
}

/**
 * Tokens in clear, as they are kept.
 *
 * @param now wall clock, ms since the epoch: when they arrived, where they do not say so themselves
 */
export function clearTokens(tokens: TokenSet, now: number): Clear<TokenSet> {
  const { accessToken, refreshToken, idToken, ...rest } = tokens
  const clear: Clear<TokenSet> = {
    ...rest,
    accessToken: accessToken.reveal(),
    ...(refreshToken && { refreshToken: refreshToken.reveal() }),
    ...(idToken && { idToken: idToken.reveal() }),
  }
  return readable(clear, tokenChecks, { tokenType: 'bearer', receivedAt: now })
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
