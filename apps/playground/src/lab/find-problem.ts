import { createOAuthServices } from '@device-flow/oauth'
import type { OAuthServicesOptions } from '@device-flow/oauth'
import { createPacedClock } from '@device-flow/testing/virtual'
import type { PlaygroundConfig } from '../playground-config.ts'
import { createServer } from '../servers/create-server.ts'
import type { ClientCredentials } from '../settings/client-credentials.ts'
import { checkSettings } from '../settings/check-settings.ts'
import { problemOf, type SettingsProblem } from '../settings/settings-problem.ts'
import type { Settings } from '../settings/settings.ts'
import { clientOptions } from './client-options.ts'

/** Finds what keeps a lab from being set up; undefined when nothing does. Nothing is sent, and nothing is left running. */
export function findProblem(
  settings: Settings,
  config: PlaygroundConfig,
  credentials: ClientCredentials,
): SettingsProblem | undefined {
  const [problem] = checkSettings(settings)
  if (problem) return problem
  try {
    const server = createServer(settings, config, createPacedClock({ rate: 0 }))
    const options = { ...clientOptions(settings, credentials), ...server.options, fetch: server.fetch }
    createOAuthServices(options as OAuthServicesOptions)
    void server.scripted?.close()
    return undefined
  } catch (error) {
    return problemOf(error)
  }
}
