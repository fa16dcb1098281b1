import { createInspector, recordTranscript } from '@device-flow/inspect'
import type { InspectionTransport } from '@device-flow/inspect'
import { Secret } from '@device-flow/machine'
import { createOAuthServices } from '@device-flow/oauth'
import type { OAuthServices, OAuthServicesOptions } from '@device-flow/oauth'
import { inProcessLock, memoryStore, withSession } from '@device-flow/session'
import { createPacedClock } from '@device-flow/testing/virtual'
import type { PlaygroundConfig } from '../playground-config.ts'
import { serverAddress } from '../servers/server-address.ts'
import { createServer } from '../servers/create-server.ts'
import type { ClientCredentials } from '../settings/client-credentials.ts'
import type { Settings } from '../settings/settings.ts'
import { ActiveTroubles } from './troubles/active-troubles.ts'
import { watchedFetch } from '../wire/watched-fetch.ts'
import { WireLog } from '../wire/wire-log.ts'
import { withVerdicts } from '../wire/with-verdicts.ts'
import { clientOptions } from './client-options.ts'
import { Devices } from './devices.ts'
import type { LabParts } from './lab-parts.ts'
import { PlaygroundKeys } from './signing/playground-keys.ts'

/** All that a login is tried with: its server, its time, its devices, and what is seen of it. */
export interface Lab extends LabParts {
  readonly troubles: ActiveTroubles
}

let labs = 0

/**
 * Sets a lab up.
 *
 * @param options the credentials, in memory alone; and `transports`, where the inspector sends what it sees, beside the recorder
 * @throws SettingsError or OAuthOptionsError, saying which setting is missing or wrong
 */
export function createLab(
  settings: Settings,
  config: PlaygroundConfig,
  { transports = [], ...credentials }: ClientCredentials & { transports?: readonly InspectionTransport[] } = {},
): Lab {
  const clock = createPacedClock()
  const server = createServer(settings, config, clock)
  const client = clientOptions(settings, credentials)
  const recorder = recordTranscript({ now: clock.now, ...(settings.provider && { provider: settings.provider }) })
  const store = memoryStore()
  const lock = inProcessLock()
  const below = new Map<string, OAuthServices>()
  const lab: Lab = {
    id: ++labs,
    settings,
    clientSecret: credentials.clientSecret ? new Secret(credentials.clientSecret) : undefined,
    clock,
    server,
    wire: new WireLog(),
    keys: new PlaygroundKeys(),
    troubles: new ActiveTroubles(() => lab),
    store,
    devices: new Devices(),
    inspector: createInspector({ transports: [recorder, ...transports], now: clock.now }),
    recorder,
    fetchAs: (name) => watchedFetch(lab, name),
    createClient: (name) =>
      createOAuthServices({
        ...client,
        ...server.options,
        clock,
        fetch: lab.fetchAs(name),
      } as OAuthServicesOptions),
    createServices(device) {
      const services = lab.createClient(device)
      below.set(device, services)
      return withSession(withVerdicts(services, lab, device, serverAddress(lab).issuer), {
        store,
        lock,
        clock,
        fetch: lab.fetchAs(device),
        ...(server.apiUrl && { allowedOrigins: [new URL(server.apiUrl).origin] }),
      })
    },
    servicesBelow: (device) => below.get(device),
    close() {
      lab.devices.switchAllOff()
      void lab.inspector.close()
      void server.scripted?.close()
      clock.pause()
    },
  }
  // Wrong options are told now, and not once somebody signs in.
  lab.createServices('check')
  return lab
}
