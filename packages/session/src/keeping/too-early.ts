import type { PollOutcome } from '@device-flow/machine'
import { retryWaitMs } from '@device-flow/machine/adapter'
import { isPollUnderWay } from '../record/life.ts'
import type { PendingLogin } from '../record/record.ts'
import { lastContactAt } from '../record/to-session.ts'
import type { Keeping } from './keeping.ts'
import { isReckonedWith, paceOf } from './waiting-login.ts'
import type { WaitingLogin } from './waiting-login.ts'

/** A response that decides nothing, or what the chart is told in place of one. */
export type Undecided = PollOutcome & { type: 'pending' | 'slowDown' }

/**
 * What the chart is told in place of a poll that would be early; undefined when it would not be. Once told, it waits for an interval from
 * then on, by two clocks, or for longer where the server has asked for that.
 */
export function tooEarly(
  { clock, owner }: Keeping,
  { pace, isUnsure }: WaitingLogin,
  pending: PendingLogin,
): Undecided | undefined {
  const now = clock.now()
  const waitMs = retryWaitMs(pending, now)
  const contactAt = lastContactAt(pending)
  const since = (receivedAt: number): Undecided =>
    withInterval({ type: 'pending', receivedAt, ...(waitMs > 0 && { retryAfterMs: waitMs }) }, pending, pace.intervalMs)
  if (isUnsure || (pending.poll?.owner !== owner && isPollUnderWay(pending, now))) return since(now)
  if (isReckonedWith(paceOf(pending), pace)) return undefined
  // In the future: the clock was set back. An interval from now is polite.
  if (waitMs > 0 || contactAt > now) return since(now)
  return now - contactAt < pending.intervalMs ? since(contactAt) : undefined
}

/** The same, with the interval of all who poll by the code, where that is longer than the one that the chart reckons with. */
export function withInterval<Outcome extends Undecided>(
  outcome: Outcome,
  { intervalMs }: PendingLogin,
  knownMs: number,
): Outcome {
  return intervalMs <= knownMs ? outcome : { ...outcome, intervalMs }
}
