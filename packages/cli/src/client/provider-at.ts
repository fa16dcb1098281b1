import type { Provider, ProviderProfile } from '@device-flow/oauth/profiles'

/** Keycloak runs on hosts of its users: https://id.example.com/realms/example. */
const REALM = /\/realms\/[^/]+\/?$/

/** What is known of the provider that runs a server: as it is named, or as its address tells; undefined where neither does. */
export async function providerAt(
  address: string | undefined,
  named: Provider | undefined,
): Promise<ProviderProfile | undefined> {
  if (named) return named.profile
  if (address === undefined || !URL.canParse(address)) return undefined
  const { profileOf, providerNamed } = await import('@device-flow/oauth/profiles')
  const isRealm = REALM.test(new URL(address).pathname)
  return profileOf(address) ?? (isRealm ? providerNamed('keycloak')?.profile : undefined)
}
