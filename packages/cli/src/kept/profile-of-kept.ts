import type { ProviderProfile } from '@device-flow/oauth/profiles'
import type { KeptRecord } from './find-session.ts'
import { decodeKeptLogin } from './kept-login.ts'

/** What is known of the provider of a session, as its login has named it, or as its address tells; undefined where neither does. */
export async function profileOfKept({ entry, record }: KeptRecord): Promise<ProviderProfile | undefined> {
  const { profileOf, providerNamed } = await import('@device-flow/oauth/profiles')
  const name = decodeKeptLogin(record?.app)?.flags.provider
  return name === undefined ? profileOf(entry.client.server) : providerNamed(name)?.profile
}
