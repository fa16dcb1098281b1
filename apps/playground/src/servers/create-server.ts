import { providerNamed } from '@device-flow/oauth/profiles'
import type { PacedClock } from '@device-flow/testing/virtual'
import type { PlaygroundConfig } from '../playground-config.ts'
import { SettingsError } from '../settings/settings-problem.ts'
import type { Settings } from '../settings/settings.ts'
import type { LabServer } from './lab-server.ts'
import { createRelayFetch } from './relay-fetch.ts'
import { scriptedServer } from './scripted-server.ts'

/**
 * Finds the server that the settings name.
 *
 * @throws SettingsError when it is not there, or they do not say which
 */
export function createServer(settings: Settings, config: PlaygroundConfig, clock: PacedClock): LabServer {
  switch (settings.server) {
    case 'scripted':
      return scriptedServer(clock, settings.clientId)
    case 'embedded': {
      const { issuer, apiUrl } = config
      if (!issuer)
        throw new SettingsError('server', 'There is no embedded server here. Run npm run playground in a clone.')
      return { ...networkServer(issuer, { issuer }), apiUrl, framesPages: true }
    }
    case 'provider': {
      const provider = providerNamed(settings.provider)
      if (!provider) throw new SettingsError('provider', 'Which provider? Choose one of the list.')
      return elsewhere(provider.profile.about.title, { provider: provider(settings.place) }, settings, config)
    }
    case 'issuer': {
      const { issuer } = settings
      if (!issuer) throw new SettingsError('issuer', 'Which server? Enter its issuer, such as https://id.example.com.')
      return elsewhere(issuer, { issuer }, settings, config)
    }
  }
}

function elsewhere(
  title: string,
  options: LabServer['options'],
  { relay }: Settings,
  { relayUrl }: PlaygroundConfig,
): LabServer {
  const server = networkServer(title, options)
  if (!relay) return server
  if (!relayUrl)
    throw new SettingsError('relay', 'There is no relay here. Run npm run playground -- --relay in a clone.')
  return { ...server, isRelayed: true, fetch: createRelayFetch(relayUrl) }
}

function networkServer(title: string, options: LabServer['options']): LabServer {
  return {
    title,
    options,
    isRelayed: false,
    fetch: (input, init) => fetch(input, init),
    apiUrl: undefined,
    scripted: undefined,
    framesPages: false,
  }
}
