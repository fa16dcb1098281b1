import { sinceLastResponse, type Cadence } from './cadence.ts'
import { codeTimeLeft, soonestDeath, type Arrival } from './code-life.ts'
import type { DeviceFlowContext } from './context.ts'
import type { SleepRequest } from '../services.ts'

/** Back-off doubles up to this (or twice the interval): a wait that outlasts the network's return costs the person time. */
const MAX_BACK_OFF_MS = 15_000

/** How long after the local deadline the last poll may still be sent; the server is the authority on expiry. */
const LAST_POLL_GRACE_MS = 10_000

/** How long before the code dies the last poll leaves, at least and at most; in between, twice what a trip takes. */
const MIN_LAST_POLL_MARGIN_MS = 500
const MAX_LAST_POLL_MARGIN_MS = 5_000

/** How much longer a restored login waits: a poll that was on its way when its process died may have arrived as late. */
const RESTORED_MARGIN_MS = 1_000

/** When to poll next. */
export interface PollPlan {
  /** No poll will be legal before the code is dead, so nobody asks any more. */
  isTooLate: boolean
  /** The wait until a poll is legal, or until the code is dead when none will be. Both clocks must agree that it is over. */
  wait: SleepRequest
  /** How much longer back-off waits, by whichever clock is sooner: a poll is legal already. A hint cuts this short, and only this. */
  backOff: SleepRequest & { atMostMs: number }
}

/** The plan for the next poll of a login. There is one whenever a code is shown. */
export function nextPoll({ cadence, authorization }: DeviceFlowContext): PollPlan {
  const { lastResponseAt: receivedAt, lastResponseAtMonotonic: receivedAtMonotonic } = cadence!
  const arrival = { receivedAt, receivedAtMonotonic }
  return planPoll(cadence!, codeTimeLeft(authorization!, arrival), soonestDeath(authorization!, arrival))
}

/**
 * How long the poll that a response came to was on its way, ms: what has passed since the last response, but for the wait before it left.
 * 0 where that is not known, as after a hint, which cuts the wait short.
 */
export function tripTimeMs(context: DeviceFlowContext, arrival: Arrival): number {
  const { wait, backOff } = nextPoll(context)
  return Math.max(0, sinceLastResponse(context.cadence!, arrival) - (wait.atLeastMs ?? 0) - backOff.atMostMs)
}

/** Whether a `Retry-After` ends so long after the code that no poll would come of it. `leftMs`: how long the code lives from now. */
export function outlastsCode(retryAfterMs: number | undefined, leftMs: number): boolean {
  return leftMs > 0 && (retryAfterMs ?? 0) > leftMs + LAST_POLL_GRACE_MS
}

/**
 * RFC 8628 §3.5: doubling back-off after a fault. One last poll goes out so long before the code dies that it arrives in time, or as soon
 * after that as is polite. `leftMs` is how long the code lives, counted from the last response; `soonestMs`, when it may be dead already.
 */
function planPoll(cadence: Cadence, leftMs: number, soonestMs: number): PollPlan {
  const { intervalMs, lastResponseAt, retryAfterMs, blips, tripMs, wasAnswered } = cadence
  const legalMs = Math.max(intervalMs, retryAfterMs)
  const legalAt = lastResponseAt + legalMs
  const longest = Math.max(MAX_BACK_OFF_MS, 2 * intervalMs)
  const backedOffMs = blips > 0 ? Math.min(intervalMs * 2 ** blips, longest) : legalMs
  const marginMs = Math.min(Math.max(MIN_LAST_POLL_MARGIN_MS, 2 * tripMs), MAX_LAST_POLL_MARGIN_MS)
  const lastPollMs = soonestMs - marginMs
  const backOffMs = Math.max(0, Math.min(backedOffMs, lastPollMs) - legalMs)
  const isTooLate = legalMs > leftMs + LAST_POLL_GRACE_MS
  return {
    isTooLate,
    wait: isTooLate ? untilDead(cadence, leftMs) : { until: legalAt, atLeastMs: legalMs },
    backOff:
      wasAnswered === undefined && !blips
        ? { until: lastResponseAt + lastPollMs, atMostMs: RESTORED_MARGIN_MS }
        : { until: legalAt + backOffMs, atMostMs: backOffMs },
  }
}

function untilDead({ lastResponseAt, lastResponseAtMonotonic }: Cadence, leftMs: number): SleepRequest {
  const until = lastResponseAt + leftMs
  // A restored login has no monotonic reading of its last response: most of this wait may be over, so the wall clock alone decides.
  return lastResponseAtMonotonic === undefined ? { until } : { until, atLeastMs: leftMs }
}
