import { assign, type NonReducibleUnknown } from 'xstate'
import { afterBlip, afterResponse, firstCadence } from './cadence.ts'
import { deadlineError, toldToWaitError, type AskedToWait } from './code-life-errors.ts'
import { followWallClock } from './code-life.ts'
import { emptyLogin, takenUp, type DeviceFlowContext } from './context.ts'
import type { DeviceFlowEvent } from '../events.ts'
import { isTransientFault, type DeviceFlowError, type TransientFault } from '../errors.ts'
import { fatalError, offlineError, invalidResponseError, refreshOfflineError } from './end-errors.ts'
import { mergeTokens } from './merge-tokens.ts'
import { refreshBackOffMs, whenToRefresh } from './refresh-schedule.ts'
import type { DeviceAuthorization, DeviceAuthorizationRequest, PollOutcome, RefreshOutcome } from '../services.ts'
import type { DeviceSession } from '../session.ts'

/** An action that changes the context, and nothing else. */
function update<Params extends NonReducibleUnknown>(
  change: (scope: { context: DeviceFlowContext }, params: Params) => Partial<DeviceFlowContext>,
) {
  return assign<DeviceFlowContext, DeviceFlowEvent, Params, DeviceFlowEvent, never>(change)
}

/** What a poll or a refresh has brought, as far as it is kept. */
type Brought = Pick<PollOutcome & { type: 'granted' }, 'tokens' | 'unsaved'>

function signedInWith(
  { refreshSpread }: DeviceFlowContext,
  { tokens, unsaved = false }: Brought,
): Partial<DeviceFlowContext> {
  return { ...emptyLogin, tokens, unsaved, refreshAt: whenToRefresh(tokens, refreshSpread) }
}

function endedWith(error: DeviceFlowError): Partial<DeviceFlowContext> {
  return { ...emptyLogin, error }
}

/** The wait after a refresh that brought no response, and what to tell those who ask before it has passed. */
function failedRefresh(
  context: DeviceFlowContext,
  fault: TransientFault,
  { isTokenUsable }: { isTokenUsable: boolean },
) {
  const refreshFailures = context.refreshFailures + 1
  const waitMs = refreshBackOffMs({ failures: refreshFailures, retryAfterMs: fault.retryAfterMs, isTokenUsable })
  const refreshBackOff = { until: fault.receivedAt + waitMs, atLeastMs: waitMs }
  const replyLost = context.replyLost || fault.sentAt !== undefined
  return { refreshFailures, refreshBackOff, replyLost, error: refreshOfflineError(fault, waitMs) }
}

/** What each action of the chart changes in its context. Pure: all facts, time among them, come with the event. */
export const actions = {
  forgetAll: update(() => ({ ...emptyLogin, mustRestore: false })),

  beginRestore: update(() => ({ mustRestore: false })),
  keepRestored: update(({ context }, session: DeviceSession | undefined) =>
    session ? { ...takenUp(session, context), mustRestore: false } : {},
  ),
  endRestore: update((_, fault) => ({ ...endedWith(fatalError(fault)), mustRestore: true })),
  noteStart: update((_, request: DeviceAuthorizationRequest | undefined) => ({
    startWanted: true,
    request: request ?? {},
  })),
  noteSaved: update(() => ({ unsaved: false })),

  beginAttempt: update(({ context }, request: DeviceAuthorizationRequest | undefined) => ({
    ...emptyLogin,
    mustRestore: false,
    request: request ?? context.request,
    renewalsLeft: context.renewals,
  })),

  renewCode: update(({ context }) => ({ ...emptyLogin, renewalsLeft: context.renewalsLeft - 1 })),

  noteRequestBlip: update(({ context }, fault) =>
    isTransientFault(fault)
      ? {
          requestBlips: context.requestBlips + 1,
          requestRetryAfterMs: fault.retryAfterMs || 0,
          lastFault: fault,
        }
      : {},
  ),

  keepAuthorization: update((_, authorization: DeviceAuthorization) => {
    const cadence = firstCadence(authorization)
    return { ...emptyLogin, cadence, authorization: { ...authorization, intervalMs: cadence.intervalMs } }
  }),

  noteResponse: update(({ context: { authorization, cadence } }, outcome: PollOutcome) =>
    authorization && cadence && (outcome.type === 'pending' || outcome.type === 'slowDown')
      ? {
          authorization: followWallClock(authorization, outcome, { isAlive: true }),
          cadence: afterResponse(cadence, outcome),
          lastFault: undefined,
        }
      : {},
  ),

  noteBlip: update(({ context: { authorization, cadence } }, fault) =>
    authorization && cadence && isTransientFault(fault)
      ? {
          authorization: followWallClock(authorization, fault),
          cadence: afterBlip(cadence, fault),
          lastFault: fault,
        }
      : {},
  ),

  noteHint: update(() => ({ hinted: true })),
  forgetHint: update(() => ({ hinted: false })),

  keepGrant: update(({ context }, outcome: PollOutcome) =>
    outcome.type === 'granted' ? signedInWith(context, outcome) : {},
  ),

  keepRefreshed: update(({ context }, outcome: RefreshOutcome) =>
    context.tokens && outcome.type === 'refreshed'
      ? {
          ...signedInWith(context, { ...outcome, tokens: mergeTokens(context.tokens, outcome.tokens) }),
          wasRefreshed: true,
        }
      : {},
  ),

  noteRefreshBlip: update(({ context }, fault) => {
    if (!isTransientFault(fault)) return {}
    const { error, ...failed } = failedRefresh(context, fault, { isTokenUsable: true })
    return { ...failed, refreshAt: context.tokens?.expiresAt, refreshError: error }
  }),
  noteReplyLost: update(() => ({ replyLost: true })),
  endBackOff: update(() => ({ refreshBackOff: undefined })),
  keepRefused: update((_, error: DeviceFlowError) => ({ isRefused: true, refreshError: error })),

  noteRefreshWanted: update(() => ({ refreshWanted: true })),
  resumeSession: update(() => ({ error: undefined })),

  endAtDeadline: update(({ context: { cadence, lastFault } }) => endedWith(deadlineError(cadence, lastFault))),
  endAsToldToWait: update((_, asked) => endedWith(toldToWaitError(asked as AskedToWait))),
  endAsOffline: update((_, fault) => endedWith(offlineError(fault))),
  endAsInvalidResponse: update((_, fault) => endedWith(invalidResponseError(fault))),
  endAsServerSaid: update((_, outcome: PollOutcome) => (outcome.type === 'ended' ? endedWith(outcome.error) : {})),
  endAsFault: update((_, fault) => endedWith(fatalError(fault))),

  /** Unlike a refused refresh, one that merely failed leaves a refresh token that may still work. */
  endRefreshAsOffline: update(({ context }, fault) => {
    if (!isTransientFault(fault)) return {}
    const { tokens, unsaved } = context
    return { ...emptyLogin, ...failedRefresh(context, fault, { isTokenUsable: false }), tokens, unsaved }
  }),
  endRefresh: update(({ context }, error: DeviceFlowError) => {
    if (error.reason === 'signedOut' || error.reason === 'invalidIdToken') return endedWith(error)
    const refreshFailures = context.refreshFailures + 1
    // A verdict does not say when it came, so this wait is by the timer alone.
    const atLeastMs = refreshBackOffMs({ failures: refreshFailures, isTokenUsable: false })
    const { tokens, unsaved } = context
    return { ...endedWith(error), tokens, unsaved, refreshFailures, refreshBackOff: { atLeastMs } }
  }),
  endAsRefused: update(({ context: { refreshError } }) => endedWith(refreshError!)),
}
