import type { PlaygroundConfig } from '../playground-config.ts'
import { DEFAULT_SETTINGS, type ServerKind, type Settings } from './settings.ts'

/** What a login needs at a server of this kind, as far as that is known without a person. */
export function defaultSettings(server: ServerKind, config: PlaygroundConfig): Settings {
  switch (server) {
    case 'scripted':
      return DEFAULT_SETTINGS
    case 'embedded':
      return {
        ...DEFAULT_SETTINGS,
        server,
        clientId: config.clientId ?? '',
        // With the scope of its API, tokens are for that API: no resource is needed.
        scope: `${DEFAULT_SETTINGS.scope} api:read`,
      }
    default:
      return { ...DEFAULT_SETTINGS, server, clientId: '' }
  }
}

/** Goes over to another kind of server. What was typed stays; what was only the other's default does not. */
export function withServer(settings: Settings, server: ServerKind, config: PlaygroundConfig): Settings {
  const before = defaultSettings(settings.server, config)
  const after = defaultSettings(server, config)
  const moved = (name: 'clientId' | 'scope' | 'resource'): string =>
    settings[name] === before[name] ? after[name] : settings[name]
  // The embedded server has one client, and the one in the page knows nothing of a client of elsewhere.
  const clientId = server === 'embedded' || server === 'scripted' ? after.clientId : moved('clientId')
  return { ...settings, server, clientId, scope: moved('scope'), resource: moved('resource') }
}
