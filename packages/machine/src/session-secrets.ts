/**
 * Whether a set of tokens, or a device authorization, has lost its secrets: what JSON, or a structured clone, makes of it.
 */
export function hasLostSecrets(held: unknown): boolean {
  if (typeof held !== 'object' || held === null) return false
  return ['deviceCode', 'accessToken', 'refreshToken', 'idToken'].some((name) => {
    const secret = (held as Record<string, { reveal?: unknown } | undefined>)[name]
    // By its method, not by `instanceof`: it may be of another copy of this package.
    return secret !== undefined && typeof secret?.reveal !== 'function'
  })
}
