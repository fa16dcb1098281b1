import type { DeviceAuthorizationRequest } from './services.ts'
import type { SessionNotice } from './session-keeper.ts'

/** What a UI or process says to the machine, and what the keeper of its session does. */
export type DeviceFlowEvent =
  /** A person wants to sign in. */
  | { type: 'start'; request?: DeviceAuthorizationRequest }
  /** The person no longer wants to. */
  | { type: 'cancel' }
  /** The person wants to try again what ended in an error. */
  | { type: 'retry' }
  /** The person is probably done, or the network is back: poll as early as is legal. */
  | { type: 'hint' }
  /** Renew the access token now. */
  | { type: 'refresh' }
  /** Forget the tokens and revoke them. */
  | { type: 'signOut' }
  | SessionNotice

/** Tags for UIs: `prompting` (show the code), `busy` (someone waits for a request), `signedIn` (tokens are held). */
export type DeviceFlowTag = 'prompting' | 'busy' | 'signedIn'
