import { placeOfAddresses } from './place-in-address.ts'
import { parametersFromLines, parametersToLines } from './parameter-lines.ts'
import { isSameServer, type ClientCredentials } from '../settings/client-credentials.ts'
import { relevantSettings } from '../settings/relevant-settings.ts'
import type { Settings } from '../settings/settings.ts'

/** What the form has in it. */
export interface FormValues {
  readonly settings: Settings
  /** The extra parameters as they are typed. */
  readonly parameterLines: string
  readonly credentials: ClientCredentials
}

/** Puts settings into the form. */
export function formValuesOf(settings: Settings, credentials: ClientCredentials = {}): FormValues {
  return { settings, parameterLines: parametersToLines(settings.parameters), credentials }
}

/** Puts other settings of the server into the form. A secret is not taken over to another server: it is typed again. */
export function withSettings(values: FormValues, settings: Settings): FormValues {
  const { clientKey } = values.credentials
  const credentials = isSameServer(values.settings, settings) ? values.credentials : { clientKey }
  return { ...values, settings, credentials }
}

/**
 * The settings that the form says.
 *
 * @throws SettingsError for parameters that cannot be read
 */
export function settingsIn({ settings, parameterLines }: FormValues): Settings {
  const place = placeOfAddresses(settings.provider, settings.place)
  return relevantSettings({ ...settings, place, parameters: parametersFromLines(parameterLines) })
}
