import { createInspector, recordTranscript } from '@device-flow/inspect'
import type { Inspector, InspectionTransport, TranscriptRecorder } from '@device-flow/inspect'
import { Secret } from '@device-flow/machine'
import { createOAuthServices } from '@device-flow/oauth'
import type { OAuthServices, OAuthServicesOptions } from '@device-flow/oauth'
import { inProcessLock, memoryStore, withSession } from '@device-flow/session'
import type { KeptServices, Store } from '@device-flow/session'
import type { PacedClock } from '@device-flow/testing/virtual'
import { createPacedClock } from '@device-flow/testing/virtual'
import type { PlaygroundConfig } from '../playground-config.ts'
import { createServer } from '../servers/create-server.ts'
import type { LabServer } from '../servers/lab-server.ts'
import type { ClientCredentials } from '../settings/client-credentials.ts'
import type { Settings } from '../settings/settings.ts'
import { ActiveTroubles } from '../troubles/active-troubles.ts'
import { watchedFetch } from '../wire/watched-fetch.ts'
import { WireLog } from '../wire/wire-log.ts'
import { withVerdicts } from '../wire/with-verdicts.ts'
import { clientOptions } from './client-options.ts'
import { Devices } from './devices.ts'

/** All that a login is tried with: its server, its time, its devices, and what is seen of it. */
export interface Lab {
  /** Tells it from those before it. */
  readonly id: number
  readonly settings: Settings
  /** Kept in memory alone; undefined for a public client. */
  readonly clientSecret: Secret | undefined
  readonly clock: PacedClock
  readonly server: LabServer
  readonly wire: WireLog
  readonly troubles: ActiveTroubles
  /** What all devices of the lab keep their session in, as the tabs of one browser do. */
  readonly store: Store
  readonly devices: Devices
  readonly inspector: Inspector
  readonly recorder: TranscriptRecorder
  /** Makes a client that keeps nothing; its requests are on the wire, under this name. */
  createClient(name: string): OAuthServices
  /** Makes the services of a device: its requests are on the wire, and its session is in the store. */
  createServices(device: string): KeptServices
  /** The services of a device below its session, as it has them now: what they do to tokens, its session does not hear of. */
  servicesBelow(device: string): OAuthServices | undefined
  /** Ends it: nothing runs on. */
  close(): void
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
    troubles: new ActiveTroubles(() => lab),
    store,
    devices: new Devices(),
    inspector: createInspector({ transports: [recorder, ...transports], now: clock.now }),
    recorder,
    createClient: (name) =>
      createOAuthServices({
        ...client,
        ...server.options,
        clock,
        fetch: watchedFetch(lab, name),
      } as OAuthServicesOptions),
    createServices(device) {
      const services = lab.createClient(device)
      below.set(device, services)
      return withSession(withVerdicts(services, lab.wire, device), {
        store,
        lock,
        clock,
        fetch: watchedFetch(lab, device),
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
