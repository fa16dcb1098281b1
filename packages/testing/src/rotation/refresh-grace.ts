/**
 * What a server does about a refresh token that was used before, as servers really differ:
 *
 * - `none` – it is refused at once, as at Auth0 without leeway, Curity, GitHub, oidc-provider
 * - `samePair` – for some seconds after its first use it brings the same tokens again, as at WorkOS
 * - `activePair` – for some seconds it brings the newest tokens of the grant, as at Supabase
 * - `newPair` – for some seconds the last used one, and no older one, brings new tokens once more, as at Auth0 with leeway
 */
export type RefreshGrace = 'none' | { gives: 'samePair' | 'activePair' | 'newPair'; seconds: number }

/** Which of a grant's pairs a used refresh token brings, or that it is to bring a new one; undefined when it is refused. */
export function pairInGrace(
  grace: RefreshGrace,
  used: { index: number; ageMs: number; newest: number },
): number | 'new' | undefined {
  if (grace === 'none' || used.ageMs > grace.seconds * 1000) return undefined
  if (grace.gives === 'samePair') return used.index + 1
  if (grace.gives === 'activePair') return used.newest
  return used.index === used.newest - 1 ? 'new' : undefined
}
