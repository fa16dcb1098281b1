import { assign, spawnChild } from 'xstate'
import { unprovidedActors } from './actors.ts'
import type { DeviceFlowContext, DeviceFlowInput } from './context.ts'
import type { DeviceFlowError } from './errors.ts'
import { expiredError, fatalError, offlineError, unintelligibleError } from './faults.ts'
import { guards } from './guards.ts'
import { setup } from './lean-setup.ts'
import type { DeviceAuthorization, DeviceAuthorizationRequest, PollOutcome, RefreshOutcome } from './services.ts'
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
  types: {
    context: {} as DeviceFlowContext,
    events: {} as DeviceFlowEvent,
    input: {} as DeviceFlowInput | undefined,
    tags: {} as DeviceFlowTag,
  },
  actors: unprovidedActors,
  guards,
  actions: {
    forgetAll: assign(updates.forgetAll),
    beginAttempt: assign(({ context }, request: DeviceAuthorizationRequest | undefined) =>
      updates.beginAttempt(context, request),
    ),
    renewCode: assign(({ context }) => updates.renewCode(context)),
    noteRequestFault: assign(({ context }, fault: unknown) => updates.noteRequestFault(context, fault)),
    keepAuthorization: assign((_, authorization: DeviceAuthorization) => updates.keepAuthorization(authorization)),
    noteReply: assign(({ context }, outcome: PollOutcome) => updates.noteReply(context, outcome)),
    noteBlip: assign(({ context }, fault: unknown) => updates.noteBlip(context, fault)),
    noteHint: assign(updates.noteHint),
    keepGrant: assign((_, outcome: PollOutcome) =>
      outcome.type === 'granted' ? updates.keepTokens(outcome.tokens) : {},
    ),
    keepRefreshed: assign(({ context }, outcome: RefreshOutcome) => updates.keepRefreshed(context, outcome)),
    noteRefreshFault: assign(({ context }, fault: unknown) => updates.noteRefreshFault(context, fault)),

    resumeSession: assign(updates.resumeSession),

    endAsExpired: assign(({ context }) => updates.endAttempt(expiredError(context.cadence))),
    endAsOffline: assign((_, fault: unknown) => updates.endAttempt(offlineError(fault))),
    endAsUnintelligible: assign((_, fault: unknown) => updates.endAttempt(unintelligibleError(fault))),
    endAsTold: assign((_, outcome: PollOutcome) => (outcome.type === 'ended' ? updates.endAttempt(outcome.error) : {})),
    endAsFault: assign((_, fault: unknown) => updates.endAttempt(fatalError(fault))),
    endRefresh: assign(({ context }, error: DeviceFlowError) => updates.endRefresh(context, error)),

    revokeTokens: spawnChild('revokeTokens', { input: ({ context }) => context.tokens! }),
  },
})
