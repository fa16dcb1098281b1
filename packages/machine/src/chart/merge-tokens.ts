import type { TransientFault } from '../errors.ts'
import type { TokenSet } from '../services.ts'

/**
 * The tokens of a session after a refresh. The response leaves out what has not changed (RFC 6749 §6), the refresh token above all. The old
 * expiry never stays: it was that of the old access token. Nor does that of a refresh token that was replaced.
 */
export function mergeTokens(
  { expiresAt: _expired, refreshTokenExpiresAt, ...before }: TokenSet,
  renewed: TokenSet,
): TokenSet {
  const keepsExpiry = renewed.refreshToken === undefined && refreshTokenExpiresAt !== undefined
  return { ...before, ...(keepsExpiry && { refreshTokenExpiresAt }), ...renewed, renewed: true }
}

/** The tokens of a session after a refresh that failed, with what its response had for the next one. */
export function withRefreshToken(tokens: TokenSet, { refreshToken }: TransientFault): TokenSet {
  return refreshToken ? { ...tokens, refreshToken, refreshTokenExpiresAt: undefined } : tokens
}
