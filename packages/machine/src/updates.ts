import { afterBlip, afterReply, firstCadence } from './cadence.ts'
import { nothingHeld, type DeviceFlowContext } from './context.ts'
import { isTransientFault, type DeviceFlowError } from './errors.ts'
import { whenToRefresh, whenToRefreshAgain } from './refresh-schedule.ts'
import type {
  DeviceAuthorization,
  DeviceAuthorizationRequest,
  PollOutcome,
  RefreshOutcome,
  TokenSet,
} from './services.ts'

type Update = Partial<DeviceFlowContext>

/** What each event of the chart changes in its context. Pure: all facts, time among them, come with the event. */
export const updates = {
  forgetAll: (): Update => nothingHeld,

  beginAttempt: (context: DeviceFlowContext, request: DeviceAuthorizationRequest | undefined): Update => ({
    ...nothingHeld,
    request: request ?? context.request,
    renewalsLeft: context.renewals,
  }),

  renewCode: (context: DeviceFlowContext): Update => ({ ...nothingHeld, renewalsLeft: context.renewalsLeft - 1 }),

  noteRequestFault: (context: DeviceFlowContext, fault: unknown): Update =>
    isTransientFault(fault)
      ? {
          requestFaults: context.requestFaults + 1,
          requestRetryAfterMs: fault.retryAfterMs ?? 0,
          lastBlip: fault.reason,
        }
      : {},

  keepAuthorization: (authorization: DeviceAuthorization): Update => ({
    ...nothingHeld,
    authorization,
    cadence: firstCadence(authorization),
  }),

  noteReply: ({ cadence }: DeviceFlowContext, outcome: PollOutcome): Update =>
    cadence && (outcome.type === 'pending' || outcome.type === 'slowDown')
      ? { cadence: afterReply(cadence, outcome), lastBlip: undefined, hinted: false }
      : {},

  noteBlip: ({ cadence }: DeviceFlowContext, fault: unknown): Update =>
    cadence && isTransientFault(fault)
      ? { cadence: afterBlip(cadence, fault), lastBlip: fault.reason, hinted: false }
      : {},

  noteHint: (): Update => ({ hinted: true }),

  keepTokens: (tokens: TokenSet): Update => ({ ...nothingHeld, tokens, refreshAt: whenToRefresh(tokens) }),

  /** A reply leaves out what has not changed (RFC 6749 §6), the refresh token above all. The old expiry never stays. */
  keepRefreshed: ({ tokens }: DeviceFlowContext, outcome: RefreshOutcome): Update => {
    if (!tokens || outcome.type !== 'refreshed') return {}
    const { expiresAt: _expired, ...kept } = tokens
    return updates.keepTokens({ ...kept, ...outcome.tokens })
  },

  noteRefreshFault: (context: DeviceFlowContext, fault: unknown): Update => {
    if (!isTransientFault(fault)) return {}
    const refreshFaults = context.refreshFaults + 1
    return { refreshFaults, refreshAt: whenToRefreshAgain(refreshFaults, fault.receivedAt) }
  },

  resumeSession: (): Update => ({ error: undefined }),

  endAttempt: (error: DeviceFlowError): Update => ({ ...nothingHeld, error }),

  /** Unlike a refused refresh, one that merely failed leaves a refresh token that may still work. */
  endRefresh: ({ tokens }: DeviceFlowContext, error: DeviceFlowError): Update => {
    const areDead = error.reason === 'signed_out' || error.reason === 'invalid_id_token'
    return { ...nothingHeld, error, tokens: areDead ? undefined : tokens }
  },
}
