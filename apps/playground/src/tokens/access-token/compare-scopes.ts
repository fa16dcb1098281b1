import type { TokenSet } from '@device-flow/machine'
import { cleanText } from '@device-flow/untrusted'

/** Those that say what an ID token tells (OpenID Connect Core §5.4). */
const OF_ID_TOKEN: ReadonlySet<string> = new Set(['openid', 'profile', 'email', 'address', 'phone'])

/** What came beside the access token. */
type Came = Pick<TokenSet, 'scope' | 'idToken' | 'refreshToken'>

/** Says which of the scopes that were asked for were granted (RFC 6749 §3.3). */
export function compareScopes(asked: string, { scope: granted, ...came }: Came): string {
  if (granted === undefined) return 'The server does not say. So it is what was asked for (RFC 6749 §5.1).'
  const [wanted, given] = [asked, granted].map((scope) => scope.split(' ').filter(Boolean))
  const unlisted = wanted?.filter((name) => !given?.includes(name)) ?? []
  const brought = unlisted.filter((name) => hasBrought(name, came))
  const missing = unlisted.filter((name) => !brought.includes(name))
  const more = given?.filter((name) => !wanted?.includes(name)) ?? []
  const notes = [
    ...(brought.length > 0
      ? [`not listed, and granted all the same: ${brought.join(' ')} (${tokensOf(brought)})`]
      : []),
    ...(missing.length > 0 ? [`asked for, and not granted: ${missing.join(' ')}`] : []),
    ...(more.length > 0 ? [`granted without being asked for: ${more.join(' ')}`] : []),
  ]
  const text = notes.length > 0 ? `${granted} – ${notes.join('; ')}` : `${granted} – all that was asked for`
  return cleanText(text, 1000)
}

/** Some servers list the scopes of the API alone. What came with the access token tells of the others. */
function hasBrought(name: string, { idToken, refreshToken }: Came): boolean {
  return name === 'offline_access' ? refreshToken !== undefined : OF_ID_TOKEN.has(name) && idToken !== undefined
}

function tokensOf(brought: readonly string[]): string {
  const names = [
    ...(brought.some((name) => name !== 'offline_access') ? ['an ID token'] : []),
    ...(brought.includes('offline_access') ? ['a refresh token'] : []),
  ]
  return `${names.join(' and ')} came`
}
