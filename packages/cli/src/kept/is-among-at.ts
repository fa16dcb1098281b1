import type { GrantedScopeFacts, ProviderProfile } from '@device-flow/oauth/profiles'
import type { IsAmong } from './not-granted.ts'

/** Tells whether a scope was granted by the names that a provider has for scopes, where it is known; otherwise by the same name. */
export function isAmongAt(profile: ProviderProfile | undefined): IsAmong {
  const facts = profile?.grantedScopes ?? {}
  return (asked, granted) =>
    (facts.anything !== undefined && asked.endsWith(facts.anything)) ||
    granted.some((one) => isNamed(asked, one, facts) || facts.includes?.[one]?.includes(asked))
}

function isNamed(asked: string, granted: string, { ignoresCase, mayHaveApi, names }: GrantedScopeFacts): boolean {
  if (names?.[asked] === granted || names?.[granted] === asked) return true
  const [one, other] = ignoresCase ? [asked.toLowerCase(), granted.toLowerCase()] : [asked, granted]
  if (one === other) return true
  return mayHaveApi === true && (one === withoutApi(other) || withoutApi(one) === other)
}

/** A scope without the address before it: `https://graph.microsoft.com/User.Read`, `api://orders/read`. */
function withoutApi(scope: string): string {
  return scope.replace(/^[a-z][a-z\d+.-]*:\/\/.*\//i, '')
}
