import type { DeviceFlowError } from './errors.ts'
import type { DeviceAuthorizationRequest, IdTokenClaims } from './services.ts'
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

/** What the machine tells whoever listens with `actor.on`: once for each change of what `toView` calls `status`. No secret is in it. */
export type DeviceFlowEmitted =
  /** A code waits for its person, also one that was kept over a restart. Show it until something else is told. */
  | {
      type: 'codeShown'
      userCode: string
      verificationUri: string
      verificationUriComplete: string | undefined
      /** Wall clock, ms since the epoch. */
      expiresAt: number
    }
  /** Tokens are held: approved just now, kept over a restart, or brought by another tab or process. A renewal tells nothing. */
  | { type: 'signedIn'; claims: IdTokenClaims | undefined }
  /** The person has signed out here. A session that ended at the server or elsewhere is told as `failed`. */
  | { type: 'signedOut' }
  /** This attempt, or the session, is over; or the session is out of reach, and told again if it ends then. */
  | {
      type: 'failed'
      error: DeviceFlowError
      /** The session was only out of reach: `retry` takes it up again without a person, `start` gives it up for a new code. */
      canResume: boolean
    }

/** Tags for UIs: `prompting` (show the code), `busy` (someone waits for a request), `signedIn` (tokens are held). */
export type DeviceFlowTag = 'prompting' | 'busy' | 'signedIn'
