import { providerNamed } from '@device-flow/oauth/profiles'
import type { PacedClock } from '@device-flow/testing/virtual'
import type { PlaygroundConfig } from '../playground-config.ts'
import type { Settings } from '../settings/settings.ts'
import type { LabServer } from './lab-server.ts'
import { scriptedServer } from './scripted-server.ts'

/**
 * Finds the server that the settings name.
 *
 * @throws Error when it is not there, or they do not say which
 */
export function createServer(settings: Settings, config: PlaygroundConfig, clock: PacedClock): LabServer {
  switch (settings.server) {
    case 'scripted':
      return scriptedServer(clock, settings.clientId)
    case 'embedded': {
      if (!config.issuer) throw new Error('There is no embedded server here. Run npm run playground in a clone.')
      return {
        ...elsewhere(config.issuer),
        options: { issuer: config.issuer },
        apiUrl: config.apiUrl,
        framesPages: true,
      }
    }
    case 'provider': {
      const provider = providerNamed(settings.provider)
      if (!provider) throw new Error(`There is no provider ${settings.provider}. Choose one of the list.`)
      return { ...elsewhere(provider.profile.about.title), options: { provider: provider(settings.place) } }
    }
    case 'issuer':
      if (!settings.issuer) throw new Error('Which server? Enter its issuer, such as https://id.example.com.')
      return { ...elsewhere(settings.issuer), options: { issuer: settings.issuer } }
  }
}

function elsewhere(title: string): LabServer {
  return {
    title,
    options: {},
    fetch: (input, init) => fetch(input, init),
    apiUrl: undefined,
    scripted: undefined,
    framesPages: false,
  } as LabServer
}
