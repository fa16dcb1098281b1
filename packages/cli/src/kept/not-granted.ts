import type { TokenSet } from '@device-flow/machine'

/** What tells what was granted. The tokens themselves are not read, so they may be in clear. */
type Granted = Pick<TokenSet, 'scope' | 'claims'> & { refreshToken?: unknown }

/** Whether a scope that was asked for is among those that were granted. */
export type IsAmong = (asked: string, granted: readonly string[]) => boolean

const isOneOf: IsAmong = (asked, granted) => granted.includes(asked)

/**
 * The scopes that a login has asked for and was not granted; undefined where there are none. RFC 6749 §5.1: a response names what was
 * granted where that is not what was asked for.
 *
 * @param isAmong by the names that a provider has for scopes; see `isAmongAt`. Default: by the same name
 */
export function notGranted(
  asked: string | undefined,
  granted: Granted | undefined,
  isAmong: IsAmong = isOneOf,
): string | undefined {
  if (!granted?.scope) return undefined
  const scopes = partsOf(granted.scope)
  const missing = partsOf(asked).filter((scope) => !isHonoured(scope, granted) && !isAmong(scope, scopes))
  return missing.join(' ') || undefined
}

/** What a server may leave out of the scope, though it has done what is asked for by it. */
function isHonoured(scope: string, { claims, refreshToken }: Granted): boolean {
  if (scope === 'openid') return claims !== undefined
  return scope === 'offline_access' && refreshToken !== undefined
}

function partsOf(scope = ''): string[] {
  return [...new Set(scope.split(/\s+/).filter(Boolean))]
}
