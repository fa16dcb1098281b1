import type { Inspector, TranscriptRecorder } from '@device-flow/inspect'
import type { Secret } from '@device-flow/machine'
import type { OAuthServices } from '@device-flow/oauth'
import type { KeptServices, Store } from '@device-flow/session'
import type { PacedClock } from '@device-flow/testing/virtual'
import type { LabServer } from '../servers/lab-server.ts'
import type { Settings } from '../settings/settings.ts'
import type { WireLog } from '../wire/wire-log.ts'
import type { Devices } from './devices.ts'
import type { PlaygroundKeys } from './signing/playground-keys.ts'

/** What a lab is made of, but for its troubles: those are about the rest of it. */
export interface LabParts {
  /** Tells it from those before it. */
  readonly id: number
  readonly settings: Settings
  /** Kept in memory alone; undefined for a public client. */
  readonly clientSecret: Secret | undefined
  readonly clock: PacedClock
  readonly server: LabServer
  readonly wire: WireLog
  /** What ID tokens are signed with on the way. */
  readonly keys: PlaygroundKeys
  /** What all devices of the lab keep their session in, as the tabs of one browser do. */
  readonly store: Store
  readonly devices: Devices
  readonly inspector: Inspector
  readonly recorder: TranscriptRecorder
  /** Makes a `fetch` whose requests are on the wire, under this name. */
  fetchAs(name: string): typeof globalThis.fetch
  /** Makes a client that keeps nothing; its requests are on the wire, under this name. */
  createClient(name: string): OAuthServices
  /** Makes the services of a device: its requests are on the wire, and its session is in the store. */
  createServices(device: string): KeptServices
  /** The services of a device below its session, as it has them now: what they do to tokens, its session does not hear of. */
  servicesBelow(device: string): OAuthServices | undefined
  /** Ends it: nothing runs on. */
  close(): void
}
