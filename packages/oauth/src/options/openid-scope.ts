/**
 * Whether a login asked for an ID token. It is unknown for one that was restored from a store, where its scope is not
 * kept.
 */
export type OpenIdRequest = 'asked' | 'notAsked' | 'unknown'

/** Whether a scope asks for an ID token, or grants one (OpenID Connect Core §3.1.2.1). */
export function hasOpenId(scope: unknown): boolean {
  return typeof scope === 'string' && /(?:^|\s)openid(?:\s|$)/.test(scope)
}
