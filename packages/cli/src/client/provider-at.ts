import type { Provider, ProviderProfile } from '@device-flow/oauth/profiles'

/** What is known of the provider that runs a server: as it is named, or as its address tells; undefined where neither does. */
export async function providerAt(
  address: string | undefined,
  named: Provider | undefined,
): Promise<ProviderProfile | undefined> {
  if (named) return named.profile
  if (address === undefined || !URL.canParse(address)) return undefined
  const { profileOf } = await import('@device-flow/oauth/profiles')
  return profileOf(address)
}
