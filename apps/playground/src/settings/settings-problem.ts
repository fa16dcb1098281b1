import { OAuthOptionsError } from '@device-flow/oauth'
import { cleanText } from '@device-flow/untrusted'

/** What a setting is called: in the form, and where something is wrong with it. */
export type SettingName =
  | 'server'
  | 'provider'
  | 'tenant'
  | 'region'
  | 'host'
  | 'issuer'
  | 'clientId'
  | 'scope'
  | 'audience'
  | 'resource'
  | 'clientAuth'
  | 'clientSecret'
  | 'clientKey'
  | 'dpop'
  | 'pkce'
  | 'nonce'
  | 'parameters'
  | 'relay'
  | 'look'

/** What is wrong, and with which setting; undefined where it is with none of them. */
export interface SettingsProblem {
  readonly setting: SettingName | undefined
  readonly message: string
}

/** A setting that cannot work. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
  readonly setting: SettingName

  constructor(setting: SettingName, message: string) {
    super(message)
    this.setting = setting
  }
}

const BY_OPTION: Readonly<Record<string, SettingName>> = {
  clientId: 'clientId',
  scope: 'scope',
  audience: 'audience',
  resource: 'resource',
  issuer: 'issuer',
  dpop: 'dpop',
  'clientAuth.clientSecret': 'clientSecret',
  'clientAuth.key': 'clientKey',
  'clientAuth.method': 'clientAuth',
  'provider.tenant': 'tenant',
  'provider.region': 'region',
  'provider.host': 'host',
}

/** Which setting an error is about: of the services' options, too. */
export function problemOf(error: unknown): SettingsProblem {
  const message = cleanText((error as Error).message)
  if (error instanceof SettingsError) return { setting: error.setting, message }
  if (!(error instanceof OAuthOptionsError)) return { setting: undefined, message }
  const { option } = error
  const setting = option.startsWith('parameters.') ? 'parameters' : BY_OPTION[option]
  if (setting === undefined || setting === 'parameters') return { setting, message }
  // The field says which one it is.
  return { setting, message: asSentence(message.slice(option.length + 2).replace('; or give issuer or endpoints', '')) }
}

function asSentence(text: string): string {
  const begun = /^(?:must|is|has|needs|stands)\b/.test(text) ? `This ${text}` : text
  return begun.endsWith('.') ? begun : `${begun}.`
}
