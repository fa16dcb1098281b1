import { parseUrl } from '../http/parse-url.ts'
import { allProviders } from './all.ts'
import type { ProviderAt } from './provider/define-provider.ts'
import { isRunBy } from './provider/is-host.ts'
import type { ProviderProfile } from '../options/provider-profile.ts'

/** Finds a provider by its name, as the command line has it: `github`. */
export function providerNamed(name: string): ProviderAt | undefined {
  return allProviders.find(({ profile }) => profile.name === name)
}

/** Finds what is known of a server by its issuer, or the address of an endpoint: the host tells, or the path. */
export function profileOf(address: string | undefined): ProviderProfile | undefined {
  const url = parseUrl(address ?? '')
  return url && allProviders.find(({ profile }) => isRunBy(profile.about, url))?.profile
}
