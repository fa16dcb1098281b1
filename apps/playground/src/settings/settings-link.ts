import { checkSettings } from './check-settings.ts'
import { relevantSettings } from './relevant-settings.ts'
import { DEFAULT_SETTINGS, type Settings } from './settings.ts'
import type { SettingsProblem } from './settings-problem.ts'

/** What the fragment of an address brings: settings, or why they are not taken. */
export type ReadSettings =
  | { readonly settings: Settings; readonly problems?: undefined }
  | { readonly settings?: undefined; readonly problems: readonly SettingsProblem[] }

const MOST_CHARACTERS = 8000
const SERVERS: readonly string[] = ['scripted', 'embedded', 'provider', 'issuer'] satisfies Settings['server'][]
const LOOKS: readonly string[] = ['tv', 'kiosk', 'terminal'] satisfies Settings['look'][]
const CLIENT_AUTH: readonly string[] = [
  'none',
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
] satisfies Settings['clientAuth'][]
const PLACE = ['tenant', 'region', 'host'] as const
const SWITCHES = ['dpop', 'pkce', 'nonce', 'relay'] as const
const PARAMETER = 'parameter.'

/** The names of the texts, as the protocol has them. */
const TEXTS = {
  provider: 'provider',
  issuer: 'issuer',
  clientId: 'client_id',
  scope: 'scope',
  audience: 'audience',
  resource: 'resource',
} as const

/** Writes settings as a fragment that people can read: `server=issuer&issuer=https://id.example.com&client_id=tv`. */
export function settingsToFragment(given: Settings): string {
  const settings = relevantSettings(given)
  const pairs: [string, string][] = [['server', settings.server]]
  for (const [member, name] of Object.entries(TEXTS) as [keyof typeof TEXTS, string][]) {
    const isAlways = member === 'clientId' || member === 'scope'
    if (isAlways || settings[member] !== DEFAULT_SETTINGS[member]) pairs.push([name, settings[member]])
  }
  for (const part of PLACE) if (settings.place[part]) pairs.push([part, settings.place[part]])
  if (settings.clientAuth !== 'none') pairs.push(['client_auth', settings.clientAuth])
  for (const name of SWITCHES) if (settings[name]) pairs.push([name, 'yes'])
  if (settings.look !== DEFAULT_SETTINGS.look) pairs.push(['look', settings.look])
  for (const [name, value] of Object.entries(settings.parameters)) pairs.push([PARAMETER + name, value])
  return pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')
}

/**
 * Reads settings out of a fragment, whoever wrote it. Members that this page does not know are left out; a value that cannot be right
 * refuses all of it. Undefined where there are no settings in it.
 */
export function settingsFromFragment(fragment: string): ReadSettings | undefined {
  const text = fragment.replace(/^#/, '')
  if (!/(?:^|&)server=/.test(text)) return undefined
  if (text.length > MOST_CHARACTERS) return refused(undefined, 'It is far too long.')
  const members = new URLSearchParams(text)
  if (members.has('client_secret')) {
    return refused(
      'clientSecret',
      'It has a client secret in it. Whoever saw the link knows it now: replace it at the server.',
    )
  }
  const server = members.get('server') ?? ''
  const clientAuth = members.get('client_auth') ?? 'none'
  const look = members.get('look') ?? DEFAULT_SETTINGS.look
  if (!SERVERS.includes(server)) return refused('server', `The server is one of ${SERVERS.join(', ')}.`)
  if (!CLIENT_AUTH.includes(clientAuth)) return refused('clientAuth', `It is one of ${CLIENT_AUTH.join(', ')}.`)
  if (!LOOKS.includes(look)) return refused('look', `The device looks like one of ${LOOKS.join(', ')}.`)
  const settings: Settings = relevantSettings({
    ...DEFAULT_SETTINGS,
    server: server as Settings['server'],
    ...mapValues(TEXTS, (name, member) => members.get(name) ?? DEFAULT_SETTINGS[member]),
    place: Object.fromEntries(PLACE.flatMap((part) => (members.get(part) ? [[part, members.get(part)]] : []))),
    clientAuth: clientAuth as Settings['clientAuth'],
    dpop: members.get('dpop') === 'yes',
    pkce: members.get('pkce') === 'yes',
    nonce: members.get('nonce') === 'yes',
    relay: members.get('relay') === 'yes',
    look: look as Settings['look'],
    parameters: parametersIn(members),
  })
  const problems = checkSettings(settings)
  return problems.length > 0 ? { problems } : { settings }
}

function parametersIn(members: URLSearchParams): Record<string, string> {
  const own = [...members].filter(([name]) => name.startsWith(PARAMETER))
  // A name may be anything, `__proto__` too: fromEntries makes a member of it.
  return Object.fromEntries(own.map(([name, value]) => [name.slice(PARAMETER.length), value]))
}

function refused(setting: SettingsProblem['setting'], message: string): ReadSettings {
  return { problems: [{ setting, message }] }
}

/** As a fragment may have it: an address stays one that people can read. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll('%20', '+').replaceAll('%3A', ':').replaceAll('%2F', '/')
}

function mapValues<Key extends string, Value>(
  members: Readonly<Record<Key, Value>>,
  map: (value: Value, key: Key) => string,
): Record<Key, string> {
  const entries = Object.entries(members) as [Key, Value][]
  return Object.fromEntries(entries.map(([key, value]) => [key, map(value, key)])) as Record<Key, string>
}
