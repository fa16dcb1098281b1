/** What stands between the scopes of a granted scope: a blank (RFC 6749 §3.3); at GitHub, a comma. */
const SEPARATORS = /[\s,]+/

/**
 * A granted scope as RFC 6749 §3.3 writes it; undefined for one that is neither text nor a list of texts, as Twitch
 * sends it.
 */
export function scopeText(value: unknown): string | undefined {
  const scopes = typeof value === 'string' ? value.split(SEPARATORS) : value
  if (!Array.isArray(scopes) || !scopes.every((scope) => typeof scope === 'string')) return undefined
  return scopes.filter(Boolean).join(' ')
}
