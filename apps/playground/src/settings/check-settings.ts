import { allProviders } from '@device-flow/oauth/profiles'
import { hasHiddenCharacters, secureOrigin } from '@device-flow/untrusted'
import type { Settings } from './settings.ts'
import type { SettingName, SettingsProblem } from './settings-problem.ts'

/** No setting needs more; more is somebody's joke. */
const MOST_CHARACTERS = 1000
const MOST_PARAMETERS = 20
const SECRET_NAME = /secret|password|assertion/i

/** What is wrong with settings whoever made them; they may come from a stranger's link. Never quotes a value. */
export function checkSettings(settings: Settings): SettingsProblem[] {
  return [...textProblems(settings), ...serverProblems(settings), ...parameterProblems(settings.parameters)]
}

function textProblems({ place, ...settings }: Settings): SettingsProblem[] {
  const { provider, issuer, clientId, scope, audience, resource } = settings
  const texts = { provider, issuer, clientId, scope, audience, resource, ...place }
  return Object.entries(texts).flatMap(([setting, text]) => problemOfText(setting as SettingName, text ?? ''))
}

function problemOfText(setting: SettingName, text: string): SettingsProblem[] {
  if (text.length > MOST_CHARACTERS)
    return [{ setting, message: `This is too long: at most ${MOST_CHARACTERS} characters.` }]
  if (hasHiddenCharacters(text)) return [{ setting, message: 'This has characters in it that nobody sees.' }]
  return []
}

function serverProblems({ server, provider, place, issuer }: Settings): SettingsProblem[] {
  if (server === 'issuer' && issuer && !secureOrigin(issuer)) {
    return [{ setting: 'issuer', message: 'This must be an https address; http is for this computer alone.' }]
  }
  if (server !== 'provider') return []
  if (provider && !allProviders.some(({ profile }) => profile.name === provider)) {
    return [{ setting: 'provider', message: 'There is no such provider. Choose one of the list.' }]
  }
  const { host } = place
  if (host && !secureOrigin(/^\w+:\/\//.test(host) ? host : `https://${host}`)) {
    return [{ setting: 'host', message: 'This must be a host, such as id.example.com, or an https address.' }]
  }
  return []
}

function parameterProblems(parameters: Settings['parameters']): SettingsProblem[] {
  const entries = Object.entries(parameters)
  if (entries.length > MOST_PARAMETERS) {
    return [{ setting: 'parameters', message: `There are too many: at most ${MOST_PARAMETERS}.` }]
  }
  if (entries.some(([name]) => SECRET_NAME.test(name))) {
    return [{ setting: 'parameters', message: 'No secret goes here: these are kept, and part of the link.' }]
  }
  if (entries.some(([name]) => !name)) return [{ setting: 'parameters', message: 'Each needs a name: name=value.' }]
  return entries.flatMap(([name, value]) => problemOfText('parameters', name + value)).slice(0, 1)
}
