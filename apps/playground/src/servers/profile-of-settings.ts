import { profileOf, providerNamed, type ProviderProfile } from '@device-flow/oauth/profiles'
import type { Settings } from '../settings/settings.ts'

/** What is known of the server that settings name: by the provider's name, or by the host of the issuer. */
export function profileOfSettings({ server, provider, issuer }: Settings): ProviderProfile | undefined {
  if (server === 'provider') return providerNamed(provider)?.profile
  return server === 'issuer' ? profileOf(issuer) : undefined
}

/** What its console asks for, where a page is to call it. */
export function setupForPages(profile: ProviderProfile): string[] {
  return profile.setup.filter((step) => step.startsWith('For pages:'))
}
