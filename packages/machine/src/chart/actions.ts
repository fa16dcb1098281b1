import { assign, type NonReducibleUnknown } from 'xstate'
import { afterBlip, afterReply, firstCadence } from './cadence.ts'
import { deadlineError, toldToWaitError, type AskedToWait } from './code-errors.ts'
import { followWallClock } from './code-life.ts'
import { nothingHeld, type DeviceFlowContext } from './context.ts'
import type { DeviceFlowEvent } from '../events.ts'
import { isTransientFault, type DeviceFlowError, type TransientFault } from '../errors.ts'
import { fatalError, offlineError, unintelligibleError, unrenewedError } from './end-errors.ts'
import { refreshBackOffMs, whenToRefresh } from './refresh-schedule.ts'
import type {
  DeviceAuthorization,
  DeviceAuthorizationRequest,
  PollOutcome,
  RefreshOutcome,
  TokenSet,
} from '../services.ts'

type Update = Partial<DeviceFlowContext>

/** An action that changes the context, and nothing else. */
function change<Params extends NonReducibleUnknown>(
  update: (scope: { context: DeviceFlowContext }, params: Params) => Update,
) {
  return assign<DeviceFlowContext, DeviceFlowEvent, Params, DeviceFlowEvent, never>(update)
}

function kept(tokens: TokenSet): Update {
  return { ...nothingHeld, tokens, refreshAt: whenToRefresh(tokens) }
}

function ended(error: DeviceFlowError): Update {
  return { ...nothingHeld, error }
}

/** The wait after a refresh that brought no answer, and what to tell those who ask before it has passed. */
function unrenewed(context: DeviceFlowContext, fault: TransientFault, isTokenUsable: boolean) {
  const refreshFaults = context.refreshFaults + 1
  const waitMs = refreshBackOffMs({ faults: refreshFaults, retryAfterMs: fault.retryAfterMs, isTokenUsable })
  const refreshBackOff = { until: fault.receivedAt + waitMs, atLeastMs: waitMs }
  return { update: { refreshFaults, refreshBackOff }, error: unrenewedError(fault, waitMs) }
}

/** What each action of the chart changes in its context. Pure: all facts, time among them, come with the event. */
export const updates = {
  forgetAll: change(() => nothingHeld),

  beginAttempt: change(({ context }, request: DeviceAuthorizationRequest | undefined) => ({
    ...nothingHeld,
    request: request ?? context.request,
    renewalsLeft: context.renewals,
  })),

  renewCode: change(({ context }) => ({ ...nothingHeld, renewalsLeft: context.renewalsLeft - 1 })),

  noteRequestFault: change(({ context }, fault) =>
    isTransientFault(fault)
      ? {
          requestFaults: context.requestFaults + 1,
          requestRetryAfterMs: fault.retryAfterMs || 0,
          lastFault: fault,
        }
      : {},
  ),

  keepAuthorization: change((_, authorization: DeviceAuthorization) => ({
    ...nothingHeld,
    authorization,
    cadence: firstCadence(authorization),
  })),

  noteReply: change(({ context: { authorization, cadence } }, outcome: PollOutcome) =>
    authorization && cadence && (outcome.type === 'pending' || outcome.type === 'slowDown')
      ? {
          authorization: followWallClock(authorization, outcome, true),
          cadence: afterReply(cadence, outcome),
          lastFault: undefined,
        }
      : {},
  ),

  noteBlip: change(({ context: { authorization, cadence } }, fault) =>
    authorization && cadence && isTransientFault(fault)
      ? {
          authorization: followWallClock(authorization, fault, false),
          cadence: afterBlip(cadence, fault),
          lastFault: fault,
        }
      : {},
  ),

  noteHint: change(() => ({ hinted: true })),
  forgetHint: change(() => ({ hinted: false })),

  keepGrant: change((_, outcome: PollOutcome) => (outcome.type === 'granted' ? kept(outcome.tokens) : {})),

  /** A reply leaves out what has not changed (RFC 6749 §6), the refresh token above all. The old expiry never stays. */
  keepRefreshed: change(({ context: { tokens } }, outcome: RefreshOutcome) => {
    if (!tokens || outcome.type !== 'refreshed') return {}
    const { expiresAt: _expired, ...before } = tokens
    return { ...kept({ ...before, ...outcome.tokens }), refreshedAt: outcome.tokens.receivedAt }
  }),

  noteRefreshFault: change(({ context }, fault) => {
    if (!isTransientFault(fault)) return {}
    const { update, error } = unrenewed(context, fault, true)
    return { ...update, refreshAt: update.refreshBackOff.until, refreshError: error }
  }),

  resumeSession: change(() => ({ error: undefined, hinted: false })),

  endAtDeadline: change(({ context: { cadence, lastFault } }) => ended(deadlineError(cadence, lastFault))),
  endAsToldToWait: change((_, asked) => ended(toldToWaitError(asked as AskedToWait))),
  endAsOffline: change((_, fault) => ended(offlineError(fault))),
  endAsUnintelligible: change((_, fault) => ended(unintelligibleError(fault))),
  endAsTold: change((_, outcome: PollOutcome) => (outcome.type === 'ended' ? ended(outcome.error) : {})),
  endAsFault: change((_, fault) => ended(fatalError(fault))),

  /** Unlike a refused refresh, one that merely failed leaves a refresh token that may still work. */
  endRefreshAsOffline: change(({ context }, fault) => {
    if (!isTransientFault(fault)) return {}
    const { update, error } = unrenewed(context, fault, false)
    return { ...nothingHeld, ...update, error, tokens: context.tokens }
  }),
  endRefresh: change(({ context }, error: DeviceFlowError) => {
    if (error.reason === 'signed_out' || error.reason === 'invalid_id_token') return ended(error)
    const refreshFaults = context.refreshFaults + 1
    // A verdict does not say when it came, so this wait is by the timer alone.
    const atLeastMs = refreshBackOffMs({ faults: refreshFaults, isTokenUsable: false })
    return { ...ended(error), tokens: context.tokens, refreshFaults, refreshBackOff: { atLeastMs } }
  }),
}
