import type { Provider } from '@device-flow/oauth/profiles'

/** Keycloak runs on hosts of its users: https://id.example.com/realms/example. */
const REALM = /\/realms\/[^/]+\/?$/

/** The name of the provider that runs a server: as it is named, or as its address tells; undefined where neither does. */
export async function providerAt(server: URL, named: Provider | undefined): Promise<string | undefined> {
  if (named) return named.profile.name
  const { profileOf } = await import('@device-flow/oauth/profiles')
  return profileOf(server.href)?.name ?? (REALM.test(server.pathname) ? 'keycloak' : undefined)
}
