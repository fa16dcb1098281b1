import { firstCadence } from './cadence.ts'
import { emptyLogin, type DeviceFlowContext } from './context.ts'
import { backingOffError } from './end-errors.ts'
import { refreshWaitMs } from './refresh-back-off.ts'
import { whenToRefreshRestored, type RefreshSettings } from './refresh-schedule.ts'
import { retryWaitMs } from './retry-wait.ts'
import type { DeviceSession } from '../session.ts'

/** The part of a context that a kept session stands for. */
export function takenUp(session: DeviceSession, settings: RefreshSettings): Partial<DeviceFlowContext> {
  return { ...emptyLogin, ...(session.type === 'pending' ? pendingLogin(session) : signedIn(session, settings)) }
}

function pendingLogin(session: DeviceSession & { type: 'pending' }): Partial<DeviceFlowContext> {
  // The monotonic clock of another process says nothing here.
  const { receivedAtMonotonic: _ofOtherProcess, ...authorization } = session.authorization
  const first = firstCadence(authorization)
  const intervalMs = Math.max(first.intervalMs, session.intervalMs || 0)
  const { lastReplyAt, readAt = lastReplyAt } = session
  const retryAfterMs = retryWaitMs(session, readAt)
  // What is left of a wait for the server runs from the reading on.
  const lastResponseAt = retryAfterMs > 0 ? readAt : lastReplyAt
  return { authorization, cadence: { ...first, intervalMs, lastResponseAt, retryAfterMs, wasAnswered: undefined } }
}

function signedIn(
  session: DeviceSession & { type: 'signedIn' },
  settings: RefreshSettings,
): Partial<DeviceFlowContext> {
  const { tokens, refusal, unsaved = false } = session
  // Anything may have written what is kept: without a refresh token, no refresh was under way.
  const refreshInFlight = session.refreshInFlight && tokens.refreshToken !== undefined
  const refreshBackOff = backOffOf(session)
  return {
    tokens,
    unsaved,
    refreshAt: whenToRefreshRestored({ ...session, refreshInFlight }, settings),
    replyLost: refreshInFlight,
    replyLostAt: refreshInFlight ? session.refreshSentAt : undefined,
    refreshError: refusal ?? (refreshBackOff && backingOffError(refreshBackOff)),
    isRefused: refusal !== undefined,
    refreshBackOff,
  }
}

/** What is left of the wait after a refresh that failed before the session was kept. */
function backOffOf(session: DeviceSession & { type: 'signedIn' }): { until: number; atLeastMs: number } | undefined {
  const { refreshNotBefore, readAt } = session
  if (refreshNotBefore === undefined) return undefined
  // Without the time at which it was read, only the service that sleeps can tell whether it is over.
  if (readAt === undefined) return { until: refreshNotBefore, atLeastMs: 0 }
  // With it, a wall clock that is set ahead later cannot cut the wait short.
  const atLeastMs = refreshWaitMs(session, readAt)
  // One of 0 ms would still hold back those who ask before its timer fires: a program that ends with its first error never gets further.
  return atLeastMs > 0 ? { until: refreshNotBefore, atLeastMs } : undefined
}
