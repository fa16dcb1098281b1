import { adviceOnCode } from '@device-flow/error-codes/advice'
import { isDeviceFlowError } from '@device-flow/machine'
import type { DeviceFlowError } from '@device-flow/machine'
import type { ClientAuth } from '@device-flow/node'
import type { ProviderProfile } from '@device-flow/oauth/profiles'
import { providerAt } from '../client/provider-at.ts'
import { isPublic } from '../client/server-of-login.ts'
import type { ServerOfLogin } from '../client/server-of-login.ts'
import { meantBy } from './meant-by.ts'

/** Codes that a setting of the client, or of who may use it, can be behind. Of others, the failure itself says all. */
const ABOUT_SETTINGS: ReadonlySet<string> = new Set(['invalid_client', 'unauthorized_client', 'invalid_scope'])

/** Where to look in the settings of a provider after a refusal: at what its profile says, or else at what is known of the code there. */
export function settingsAt(
  failure: DeviceFlowError,
  profile: ProviderProfile | undefined,
  clientAuth: ClientAuth | undefined,
): readonly string[] {
  if (!profile || failure.error === undefined) return []
  const { name, about, refusals, publicRefusals } = profile
  const code = meantBy(failure.error, failure)
  const own = (isPublic(clientAuth) ? publicRefusals?.[code] : undefined) ?? refusals?.[code]
  if (own !== undefined) return [`${about.title}: ${own}`]
  const places = adviceOnCode(code)?.places ?? []
  return places.filter(({ provider }) => provider === name).map(({ text }) => text)
}

/** What people are told of a refusal that a setting is behind, beside the refusal: where to look at their provider. */
export async function clientSettings(failure: unknown, server: ServerOfLogin | undefined): Promise<string | undefined> {
  if (!isDeviceFlowError(failure) || failure.error === undefined) return undefined
  const code = meantBy(failure.error, failure)
  // At the request for a code: to a poll, that is a person's answer.
  const isOfPolicy = code === 'access_denied' && failure.reason === 'refused'
  if (!ABOUT_SETTINGS.has(code) && !isOfPolicy) return undefined
  const profile = await providerAt(server?.address, server?.provider)
  return settingsAt(failure, profile, server?.clientAuth).join(' ') || undefined
}
