import { assign, type NonReducibleUnknown } from 'xstate'
import { afterBlip, afterResponse, firstCadence } from './cadence.ts'
import { deadlineError, serverEndError, toldToWaitError, type AskedToWait } from './code-life-errors.ts'
import { followWallClock } from './code-life.ts'
import { emptyLogin, type DeviceFlowContext } from './context.ts'
import type { ChartEvent } from './service-requests.ts'
import { isTransientFault, type DeviceFlowError, type TransientFault } from '../errors.ts'
import { fatalError, offlineError, invalidResponseError, refreshOfflineError } from './end-errors.ts'
import { mergeTokens, withRefreshToken } from './merge-tokens.ts'
import { tripTimeMs } from './poll-plan.ts'
import { refreshBackOffMs } from './refresh-back-off.ts'
import { whenToRefresh } from './refresh-schedule.ts'
import { takenUp } from './take-up.ts'
import type {
  DeviceAuthorization,
  DeviceAuthorizationRequest,
  PollOutcome,
  RefreshOutcome,
  TokenSet,
} from '../services.ts'
import type { DeviceSession } from '../session.ts'

/** An action that changes the context, and nothing else. */
function update<Params extends NonReducibleUnknown>(
  change: (scope: { context: DeviceFlowContext }, params: Params) => Partial<DeviceFlowContext>,
) {
  return assign<DeviceFlowContext, ChartEvent, Params, ChartEvent, never>(change)
}

type Granted = PollOutcome & { type: 'granted' }
type Undecided = PollOutcome & { type: 'pending' | 'slowDown' }
type Ended = PollOutcome & { type: 'ended' }
type Refreshed = RefreshOutcome & { type: 'refreshed' }

function signedInWith(
  { refreshSpread }: DeviceFlowContext,
  tokens: TokenSet,
  unsaved = false,
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
  const { retryAfterMs, receivedAt: at, sentAt } = fault
  const replyLost = !fault.refreshToken && (context.replyLost || sentAt !== undefined)
  const replyLostAt = replyLost ? lostAt(context, fault) : undefined
  const grace = { usedAt: replyLostAt, at, graceMs: context.refreshGraceMs }
  const waitMs = refreshBackOffMs({ failures: refreshFailures, retryAfterMs, isTokenUsable, grace })
  const refreshBackOff = { until: at + waitMs, atLeastMs: waitMs }
  const tokens = context.tokens && withRefreshToken(context.tokens, fault)
  const error = refreshOfflineError(fault, { waitMs, isTokenUsable })
  return { refreshFailures, refreshBackOff, replyLost, replyLostAt, tokens, error }
}

/** When the refresh was sent that may have used the refresh token up: the first of those with it. */
function lostAt({ replyLost, replyLostAt }: DeviceFlowContext, { sentAt }: TransientFault): number | undefined {
  return replyLost ? replyLostAt : sentAt
}

/** The wait after a refresh that was refused for another reason than the end of the session. */
function declinedRefresh(context: DeviceFlowContext) {
  const refreshFailures = context.refreshFailures + 1
  // A verdict need not say when it came, so this wait is by the timer alone.
  const atLeastMs = refreshBackOffMs({ failures: refreshFailures, isTokenUsable: false })
  return { refreshFailures, refreshBackOff: { atLeastMs } }
}

/**
 * What each action of the chart changes in its context. Pure: all facts, time among them, come with the event. An action takes what a
 * service brought for what the guard before it has let through.
 */
export const actions = {
  // A sign-out is shown as done once what is kept says so, too: a reload would sign in again.
  forgetAll: update(({ context: { tokens, canRestore } }) => ({
    ...emptyLogin,
    mustRestore: canRestore && !!tokens,
  })),

  beginRestore: update(() => ({ mustRestore: false })),
  keepRestored: update(({ context }, session: DeviceSession | undefined) => (session ? takenUp(session, context) : {})),
  endRestore: update((_, fault) => ({ ...endedWith(fatalError(fault)), mustRestore: true })),
  noteStart: update((_, request: DeviceAuthorizationRequest | undefined) => ({
    startWanted: true,
    request: request ?? {},
  })),
  noteSaved: update(() => ({ unsaved: false })),

  beginAttempt: update(({ context }, request: DeviceAuthorizationRequest | undefined) => ({
    // Before what is copied: a copy to which members are added gets a hidden class of its own, each time.
    request: request ?? context.request,
    renewalsLeft: context.renewals,
    ...emptyLogin,
  })),

  renewCode: update(({ context }) => ({ renewalsLeft: context.renewalsLeft - 1, ...emptyLogin })),

  noteRequestBlip: update(({ context }, fault) => ({
    requestBlips: context.requestBlips + 1,
    lastFault: fault as TransientFault,
  })),

  keepAuthorization: update((_, authorization: DeviceAuthorization) => {
    const cadence = firstCadence(authorization)
    return { ...emptyLogin, cadence, authorization: { ...authorization, intervalMs: cadence.intervalMs } }
  }),

  noteResponse: update(({ context }, outcome: PollOutcome) => {
    const { authorization, cadence } = context
    const response = outcome as Undecided
    return {
      authorization: followWallClock(authorization!, response),
      cadence: afterResponse(cadence!, response, authorization!, tripTimeMs(context, response)),
      lastFault: undefined,
    }
  }),

  noteBlip: update(({ context }, fault) => {
    const { authorization, cadence } = context
    // Of a poll that goes on, its service tells whatever it likes.
    if (!isTransientFault(fault)) return {}
    return {
      authorization: followWallClock(authorization!, fault),
      cadence: afterBlip(cadence!, fault, tripTimeMs(context, fault)),
      lastFault: fault,
    }
  }),

  noteHint: update(() => ({ hinted: true })),
  forgetHint: update(() => ({ hinted: false })),

  keepGrant: update(({ context }, outcome: PollOutcome) => {
    const { tokens, unsaved } = outcome as Granted
    return signedInWith(context, tokens, unsaved)
  }),

  keepRefreshed: update(({ context }, outcome: RefreshOutcome) => {
    const { tokens, unsaved } = outcome as Refreshed
    return { ...signedInWith(context, mergeTokens(context.tokens!, tokens), unsaved), wasRefreshed: true }
  }),

  noteRefreshBlip: update(({ context }, fault) => {
    const { error, ...failed } = failedRefresh(context, fault as TransientFault, { isTokenUsable: true })
    return { ...failed, refreshAt: context.tokens?.expiresAt, refreshError: error }
  }),
  noteReplyLost: update((_, fault) => ({ replyLost: true, replyLostAt: (fault as TransientFault).sentAt })),
  endBackOff: update(() => ({ refreshBackOff: undefined })),
  keepRefused: update(({ context }, error: DeviceFlowError) =>
    error.reason === 'signedOut'
      ? { isRefused: true, refreshError: error }
      : // As where the response was lost: the access token is used to its end before another refresh is sent.
        {
          ...declinedRefresh(context),
          replyLost: true,
          refreshAt: context.tokens?.expiresAt,
          refreshError: error,
        },
  ),

  noteRefreshWanted: update(() => ({ refreshWanted: true })),
  resumeSession: update(() => ({ error: undefined })),

  endAtDeadline: update(({ context: { cadence, lastFault } }) => endedWith(deadlineError(cadence!, lastFault))),
  endAsToldToWait: update((_, asked) => endedWith(toldToWaitError(asked as AskedToWait))),
  endAsOffline: update((_, fault) => endedWith(offlineError(fault as TransientFault))),
  endAsInvalidResponse: update((_, fault) => endedWith(invalidResponseError(fault as TransientFault))),
  endAsServerSaid: update(({ context: { cadence, lastFault } }, outcome: PollOutcome) =>
    endedWith(serverEndError((outcome as Ended).error, cadence!, lastFault)),
  ),
  endAsFault: update((_, fault) => endedWith(fatalError(fault))),

  /** Unlike a refused refresh, one that merely failed leaves a refresh token that may still work. */
  endRefreshAsOffline: update(({ context }, fault) => ({
    ...emptyLogin,
    ...failedRefresh(context, fault as TransientFault, { isTokenUsable: false }),
    unsaved: context.unsaved,
  })),
  endRefresh: update(({ context }, error: DeviceFlowError) => {
    if (error.reason === 'signedOut' || error.reason === 'invalidIdToken') return endedWith(error)
    const { tokens, unsaved } = context
    return { ...endedWith(error), tokens, unsaved, ...declinedRefresh(context) }
  }),
  endAsRefused: update(({ context: { refreshError } }) => endedWith(refreshError!)),
}
