import { canonicalCode } from '@device-flow/error-codes'
import { adviceOnCode } from '@device-flow/error-codes/advice'
import { isDeviceFlowError } from '@device-flow/machine'
import type { ProviderProfile } from '@device-flow/oauth/profiles'
import { providerAt } from '../client/provider-at.ts'
import type { ServerOfLogin } from '../client/server-of-login.ts'

/** Codes by which a server refuses a client, and nobody who signs in. */
const ABOUT_CLIENT: ReadonlySet<string> = new Set(['invalid_client', 'unauthorized_client'])

/** Where to look in the settings of a provider after an error code: at what is known of the code there, or at what to enable first. */
export function settingsAt(code: string, profile: ProviderProfile | undefined): readonly string[] {
  if (!profile) return []
  const { name, about, setup } = profile
  const places = adviceOnCode(code)?.places ?? []
  const own = places.filter(({ provider }) => provider === name).map(({ text }) => text)
  if (own.length > 0 || !ABOUT_CLIENT.has(canonicalCode(code))) return own
  return setup.slice(0, 1).map((line) => `${about.title}: ${line}`)
}

/** What people are told of a refusal that is about the client, beside the refusal: where to look at their provider. */
export async function clientSettings(failure: unknown, server: ServerOfLogin | undefined): Promise<string | undefined> {
  const code = isDeviceFlowError(failure) ? failure.error : undefined
  if (code === undefined || !ABOUT_CLIENT.has(canonicalCode(code)) || !URL.canParse(server?.address ?? '')) {
    return undefined
  }
  const profile = await providerAt(new URL(String(server?.address)), server?.provider)
  return settingsAt(code, profile).join(' ') || undefined
}
