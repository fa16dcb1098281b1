import type { TokenSet } from '@device-flow/machine'

/** What tells what was granted. The tokens themselves are not read, so they may be in clear. */
type Granted = Pick<TokenSet, 'scope' | 'claims'> & { refreshToken?: unknown }

/**
 * The scopes that a login has asked for and was not granted; undefined where there are none. RFC 6749 §5.1: a response names what was
 * granted where that is not what was asked for.
 */
export function notGranted(asked: string | undefined, granted: Granted | undefined): string | undefined {
  if (!granted?.scope) return undefined
  const scopes = partsOf(granted.scope)
  const missing = partsOf(asked).filter((scope) => !isHonoured(scope, granted) && !scopes.some(names(scope)))
  return missing.join(' ') || undefined
}

/** What a server may leave out of the scope, though it has done what is asked for by it. */
function isHonoured(scope: string, { claims, refreshToken }: Granted): boolean {
  if (scope === 'openid') return claims !== undefined
  if (scope === 'offline_access') return refreshToken !== undefined
  // Microsoft: whatever the client was given there.
  return scope.endsWith('/.default')
}

/**
 * Whether a granted scope is one that was asked for: in other letters and with the address of the API before it (Microsoft), as an address
 * alone (`email`, at Google), or as a wider one that has it in it (`user` and `user:email`, at GitHub).
 */
function names(asked: string): (granted: string) => boolean {
  const scope = asked.toLowerCase()
  return (granted) => {
    const name = granted.toLowerCase()
    return (
      name === scope ||
      (/[/.]/.test(name.at(-scope.length - 1) ?? '') && name.endsWith(scope)) ||
      scope.endsWith(`/${name}`) ||
      scope.startsWith(`${name}:`)
    )
  }
}

function partsOf(scope = ''): string[] {
  return [...new Set(scope.split(/\s+/).filter(Boolean))]
}
