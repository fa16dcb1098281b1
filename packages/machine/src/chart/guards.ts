import { afterBlip, spendsInvalidResponseBudget } from './cadence.ts'
import { codeTimeLeft, followWallClock, type Arrival } from './code-life.ts'
import type { AskedToWait } from './code-life-errors.ts'
import type { DeviceFlowContext } from './context.ts'
import { isOutOfReach } from './out-of-reach.ts'
import { nextPoll, outlastsCode } from './poll-plan.ts'
import { isWithinGrace } from './refresh-grace.ts'
import { isTransientFault } from '../errors.ts'
import type { PollOutcome, RefreshOutcome } from '../services.ts'
import type { DeviceSession } from '../session.ts'

/** How often a device authorization request is tried before the attempt ends as `offline`. */
const REQUEST_TRIES = 3

/** A `Retry-After` beyond this ends the attempt: nobody waits longer before a screen without a code. */
const MAX_REQUEST_WAIT_MS = 30_000

interface Scope {
  context: DeviceFlowContext
}

function leftAt({ authorization }: DeviceFlowContext, arrival: Arrival): number {
  return authorization ? codeTimeLeft(followWallClock(authorization, arrival), arrival) : 0
}

export const guards = {
  hasPendingLogin: ({ context }: Scope): boolean => context.authorization !== undefined,
  hasTokens: ({ context }: Scope): boolean => context.tokens !== undefined,
  mustRestore: ({ context }: Scope): boolean => context.mustRestore,
  isStartWanted: ({ context }: Scope): boolean => context.startWanted,
  isGivenUpElsewhere: ({ context }: Scope, session: DeviceSession | undefined): boolean =>
    session === undefined && context.authorization !== undefined,
  isNews: ({ context: { tokens, isRefused } }: Scope, session: DeviceSession | undefined): boolean => {
    if (session?.type !== 'signedIn') return false
    if (!tokens) return true
    const { tokens: theirs, refusal } = session
    const isOther = theirs.accessToken.reveal() !== tokens.accessToken.reveal()
    // A notice that comes late tells of tokens that were replaced since. A server may give the same access token again, for longer.
    if (isOther) return theirs.receivedAt >= tokens.receivedAt
    return theirs.receivedAt > tokens.receivedAt || (refusal !== undefined && !isRefused)
  },

  canRefresh: ({ context }: Scope): boolean => context.tokens?.refreshToken !== undefined && !context.isRefused,
  isRefused: ({ context }: Scope): boolean => context.isRefused,
  isReplyLost: ({ context }: Scope): boolean => context.replyLost,
  mustBackOff: ({ context }: Scope): boolean => context.refreshBackOff !== undefined,
  isRefreshWanted: ({ context }: Scope): boolean => context.refreshWanted || context.keepTrying,
  // A broken clock makes it NaN. A wait until NaN ends at once, so one refresh would follow the other without a pause.
  hasRefreshTime: ({ context }: Scope): boolean => Number.isFinite(context.refreshAt),
  mayRenewCode: ({ context }: Scope): boolean => context.error?.reason === 'expired' && context.renewalsLeft > 0,
  isOfflineWithTokens: ({ context }: Scope): boolean => isOutOfReach(context.error) && context.tokens !== undefined,

  mayRequestAgain: ({ context }: Scope, fault: unknown): boolean =>
    isTransientFault(fault) &&
    fault.reason !== 'invalidResponse' &&
    context.requestBlips + 1 < REQUEST_TRIES &&
    (fault.retryAfterMs ?? 0) <= MAX_REQUEST_WAIT_MS,

  isPollTooLate: ({ context }: Scope): boolean => nextPoll(context).isTooLate,
  isHinted: ({ context }: Scope): boolean => context.hinted,
  needsNoBackOff: ({ context }: Scope): boolean => nextPoll(context).backOff.atMostMs === 0,

  isGranted: (_: Scope, outcome: PollOutcome): boolean => outcome.type === 'granted',
  isEnded: (_: Scope, outcome: PollOutcome): boolean => outcome.type === 'ended',
  isPendingInTime: ({ context }: Scope, outcome: PollOutcome): boolean =>
    outcome.type === 'pending' && leftAt(context, outcome) > 0,
  isSlowDownInTime: ({ context }: Scope, outcome: PollOutcome): boolean =>
    outcome.type === 'slowDown' && leftAt(context, outcome) > 0,
  /** Of an outcome, or of a fault. Those that may not ask for time have no `retryAfterMs`. */
  asksToWaitTooLong: ({ context }: Scope, asked: unknown): boolean => {
    const answer = Object(asked) as AskedToWait
    return outlastsCode(answer.retryAfterMs, leftAt(context, answer))
  },

  isTransient: (_: Scope, fault: unknown): boolean => isTransientFault(fault),
  isTransientInTime: ({ context }: Scope, fault: unknown): boolean =>
    isTransientFault(fault) && leftAt(context, fault) > 0,
  spendsBlipBudget: ({ context }: Scope, fault: unknown): boolean =>
    isTransientFault(fault) && afterBlip(context.cadence!, fault, 0).unreachable >= context.blipBudget,
  staysInvalid: ({ context }: Scope, fault: unknown): boolean =>
    isTransientFault(fault) && spendsInvalidResponseBudget(afterBlip(context.cadence!, fault, 0)),

  leavesRefusedUsable: ({ context: { tokens, endWhenRefused } }: Scope, outcome: RefreshOutcome): boolean =>
    outcome.type === 'refused' &&
    // Its tokens have been revoked.
    outcome.error.reason !== 'invalidIdToken' &&
    !endWhenRefused &&
    // NaN where one of them is not known: then it is false.
    (outcome.receivedAt ?? Number.NaN) < (tokens?.expiresAt ?? Number.NaN),
  mayRefreshAgain: ({ context: { replyLost, refreshGraceMs } }: Scope, fault: unknown): boolean =>
    isTransientFault(fault) &&
    !replyLost &&
    !fault.retryAfterMs &&
    isWithinGrace(fault.sentAt, fault.receivedAt, refreshGraceMs),
  isRefreshed: (_: Scope, outcome: RefreshOutcome): boolean => outcome.type === 'refreshed',
  leavesTokenUsable: ({ context: { tokens } }: Scope, fault: unknown): boolean =>
    isTransientFault(fault) && (tokens?.expiresAt === undefined || fault.receivedAt < tokens.expiresAt),
}
