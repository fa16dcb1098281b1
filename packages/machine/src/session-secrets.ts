/** What holds the secrets of a login: a device authorization, a set of tokens. */
type Holder = Record<string, { reveal?: unknown } | undefined>

/** Whether a value is a device authorization or a set of tokens. */
export function isHolder(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null && ('deviceCode' in value || 'accessToken' in value)
}

/** Whether such a one has lost a secret: in JSON, or in a structured clone. */
export function hasLostSecrets(holder: object): boolean {
  return ['deviceCode', 'accessToken', 'refreshToken', 'idToken'].some((name) => {
    const secret = (holder as Holder)[name]
    // By its method, not by `instanceof`: it may be of another copy of this package.
    return secret !== undefined && typeof secret?.reveal !== 'function'
  })
}
