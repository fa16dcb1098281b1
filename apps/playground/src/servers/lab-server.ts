import type { OAuthServicesOptions } from '@device-flow/oauth'
import type { RotatingFetch } from '@device-flow/testing/fetch'

/** The server inside the page, which tells when its person has decided. */
export interface PlayedServer extends RotatingFetch {
  /** Calls back when the person has decided. The returned function ends that. */
  onDecision(listener: () => void): () => void
}

/** Where a login is tried. */
export interface LabServer {
  /** What people call it: `the server in this page`, or its issuer. */
  readonly title: string
  /** How the services find it. */
  readonly options: Pick<OAuthServicesOptions, 'issuer' | 'endpoints' | 'provider'>
  /** Whether requests go through the relay, where there is no CORS. */
  readonly isRelayed: boolean
  /** Carries requests to it. */
  readonly fetch: typeof globalThis.fetch
  /** An API that takes its access tokens; undefined where the person has to name one. */
  readonly apiUrl: string | undefined
  /** The server inside the page: its person is played by buttons, and its time can be paused and sped up. Undefined elsewhere. */
  readonly scripted: PlayedServer | undefined
  /** Whether its own pages may be shown in a frame, beside the device. */
  readonly framesPages: boolean
}
