import { spawnChild } from 'xstate'
import type { DeviceFlowActors } from './actors.ts'
import type { DeviceFlowContext, DeviceFlowInput } from './context.ts'
import { guards } from './guards.ts'
import { setup } from './lean-setup.ts'
import type { DeviceAuthorizationRequest } from './services.ts'
import { updates } from './updates.ts'

/** What a UI or process says to the machine. */
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

/** Tags for UIs: `prompting` (show the code), `busy` (someone waits for a request), `signedIn` (tokens are held). */
export type DeviceFlowTag = 'prompting' | 'busy' | 'signedIn'

/** The vocabulary of the chart: the guards, actions and actors that the seven states name. */
export const deviceFlow = setup({
  types: {} as {
    context: DeviceFlowContext
    events: DeviceFlowEvent
    input: DeviceFlowInput | undefined
    tags: DeviceFlowTag
  },
  actors: {} as DeviceFlowActors,
  guards,
  actions: {
    ...updates,
    revokeTokens: spawnChild('revokeTokens', { input: ({ context }) => context.tokens! }),
  },
})
