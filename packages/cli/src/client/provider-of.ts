import type { Provider } from '@device-flow/oauth/profiles'
import { UsageError } from '../arguments/usage-error.ts'
import type { ClientFlagValues } from './client-flags.ts'

/** The flags that tell the servers of one provider apart. */
const PLACE = ['tenant', 'region', 'host'] as const

/**
 * Finds the provider that flags name, if they do. What is known of providers is loaded only then.
 *
 * @throws UsageError for a place without a provider
 */
export async function providerOf(flags: ClientFlagValues): Promise<Provider | undefined> {
  const place = Object.fromEntries(PLACE.map((name) => [name, flags[name]]))
  const name = flags.provider
  if (name === undefined) {
    const without = PLACE.find((part) => flags[part] !== undefined)
    if (without) throw new UsageError(`--${without} goes with --provider NAME.`)
    return undefined
  }
  const { providerNamed } = await import('@device-flow/oauth/profiles')
  return providerNamed(name)?.(place)
}
