import { isTransientFault, Secret } from '@device-flow/machine'
import type { OAuthServices } from '@device-flow/oauth'
import type { ProviderProfile } from '@device-flow/oauth/profiles'
import type { Check } from './check.ts'

const NOT_REACHED: Check = { name: 'revocation', status: 'skipped', message: 'Not reached.' }

/**
 * Says whether a revocation endpoint is known, as a sign-out finds it. Nothing is revoked, and nothing sent there: a token that is empty
 * leaves nothing to ask.
 *
 * @param isReached whether the server has given a code
 */
export async function checkRevocation(
  services: OAuthServices,
  isReached: boolean,
  profile: ProviderProfile | undefined,
): Promise<Check> {
  if (!isReached) return NOT_REACHED
  const nothing = { accessToken: new Secret(''), tokenType: 'bearer', receivedAt: Date.now() }
  const { problem } = await services.revokeTokens(nothing).catch((failure: unknown) => ({ problem: failure }))
  if (isTransientFault(problem)) return NOT_REACHED
  if (problem === undefined) {
    return { name: 'revocation', status: 'ok', message: 'An endpoint is known: logout asks it to revoke the tokens.' }
  }
  return {
    name: 'revocation',
    status: 'warning',
    message: 'No endpoint is known: after logout the tokens live on at the server until they expire.',
    advice:
      profile?.supports.revocation === false
        ? `${profile.about.title}: ${profile.refresh.revocation ?? 'none.'}`
        : 'If the server has one, name it: --revocation-endpoint URL.',
  }
}
