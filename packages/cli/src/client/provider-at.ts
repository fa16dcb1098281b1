import type { Provider, ProviderProfile } from '@device-flow/oauth/profiles'

/** Keycloak runs on hosts of its users: https://id.example.com/realms/example. */
const REALM = /\/realms\/[^/]+\/?$/

/** What is known of the provider that runs a server: as it is named, or as its address tells; undefined where neither does. */
export async function providerAt(server: URL, named: Provider | undefined): Promise<ProviderProfile | undefined> {
  if (named) return named.profile
  const { profileOf, providerNamed } = await import('@device-flow/oauth/profiles')
  return profileOf(server.href) ?? (REALM.test(server.pathname) ? providerNamed('keycloak')?.profile : undefined)
}
