import type { Arrival } from './code-life.ts'
import type { TransientFault } from '../errors.ts'
import type { DeviceAuthorization, PollOutcome, SleepRequest } from '../services.ts'

/** RFC 8628 §3.2: the interval of a server that names none. Also for one that names nonsense: a hot loop is worse than a slow one. */
const DEFAULT_INTERVAL_MS = 5_000
const SHORTEST_INTERVAL_MS = 1_000

/** RFC 8628 §3.5: what each `slow_down` adds, for this and all later polls. */
const SLOW_DOWN_MS = 5_000

/** Back-off doubles up to this (or twice the interval): a wait that outlasts the network's return costs the person time. */
const LONGEST_BACK_OFF_MS = 15_000

/** How long after the local deadline the last poll may still be sent; the server is the authority on expiry. */
const LAST_POLL_GRACE_MS = 10_000

/** Answers in a row that are not OAuth at all before the server is taken at its word. */
const UNINTELLIGIBLE_BUDGET = 3

/** Polls in a row without a usable answer that are more than a blip: as many as the default blip budget. */
const OUTAGE_POLLS = 6

/** The pace of one login's polls, as plain facts: times, durations in ms, and counts. */
export interface Cadence {
  /** The least time between a reply and the next poll. Grows with every `slow_down` and never shrinks. */
  intervalMs: number
  /** Wall clock, ms since the epoch. */
  lastReplyAt: number
  /** The same moment by the monotonic clock, ms. */
  lastReplyAtMonotonic?: number | undefined
  /** What the last reply asked for in `Retry-After`; 0 when it did not. */
  retryAfterMs: number
  slowDowns: number
  /** Some poll of this login brought a usable answer. */
  wasAnswered: boolean
  /** Polls in a row that brought no usable answer. */
  blips: number
  /** Those in a row, among them, that brought no HTTP answer either: these spend the blip budget. */
  unreachable: number
  /** Those in a row, among them, whose answer was not OAuth. */
  unintelligible: number
}

/** When to poll next. */
export interface PollPlan {
  /** No poll will be legal before the code is dead, so nobody asks any more. */
  isTooLate: boolean
  /** The wait until the code is dead. */
  runningOut: SleepRequest
  /** The wait until a poll is legal. Both clocks must agree that it is over. */
  coolDown: SleepRequest
  /** How much longer back-off waits; a hint cuts this short, and only this. */
  backOff: SleepRequest
}

const noBlips = { retryAfterMs: 0, blips: 0, unreachable: 0, unintelligible: 0 }

export function firstCadence({ intervalMs, receivedAt, receivedAtMonotonic }: DeviceAuthorization): Cadence {
  return {
    // Written so that NaN fails the test.
    intervalMs: intervalMs >= SHORTEST_INTERVAL_MS ? intervalMs : DEFAULT_INTERVAL_MS,
    lastReplyAt: receivedAt,
    lastReplyAtMonotonic: receivedAtMonotonic,
    slowDowns: 0,
    wasAnswered: false,
    ...noBlips,
  }
}

export function afterReply(cadence: Cadence, outcome: PollOutcome & { type: 'pending' | 'slowDown' }): Cadence {
  const next = { ...cadence, ...noBlips, ...lastReply(outcome), wasAnswered: true }
  if (outcome.type === 'pending') return next
  return {
    ...next,
    slowDowns: cadence.slowDowns + 1,
    intervalMs: Math.max(cadence.intervalMs + SLOW_DOWN_MS, outcome.intervalMs || 0),
  }
}

export function afterBlip(cadence: Cadence, fault: TransientFault): Cadence {
  const reached = fault.reason !== 'offline' && fault.reason !== 'timeout'
  return {
    ...cadence,
    ...lastReply(fault),
    blips: cadence.blips + 1,
    unreachable: reached ? 0 : cadence.unreachable + 1,
    unintelligible: fault.reason === 'invalid_response' ? cadence.unintelligible + 1 : 0,
  }
}

export function isUnintelligible(cadence: Cadence): boolean {
  return cadence.unintelligible >= UNINTELLIGIBLE_BUDGET
}

/** Whether the server has given no usable answer for so long that a person should hear of it. The login goes on. */
export function isOutage(cadence: Cadence): boolean {
  return cadence.blips >= OUTAGE_POLLS
}

/** Whether the last two polls, or all there were, brought no usable answer: then nobody knows whether the code was used. */
export function isUnanswered({ blips, wasAnswered }: Cadence): boolean {
  return blips > 1 || (blips > 0 && !wasAnswered)
}

/** Whether a `Retry-After` ends so long after the code that no poll would come of it. `leftMs`: how long the code lives from now. */
export function outlastsCode(retryAfterMs: number | undefined, leftMs: number): boolean {
  return leftMs > 0 && (retryAfterMs ?? 0) > leftMs + LAST_POLL_GRACE_MS
}

/**
 * RFC 8628 §3.5: doubling back-off after a fault. One last poll goes out at the deadline, or as soon after it as is polite. `leftMs` is
 * how long the code lives, counted from the last reply.
 */
export function planPoll(cadence: Cadence, leftMs: number): PollPlan {
  const { intervalMs, lastReplyAt, lastReplyAtMonotonic, retryAfterMs, blips } = cadence
  const legalMs = Math.max(intervalMs, retryAfterMs)
  const legalAt = lastReplyAt + legalMs
  const longest = Math.max(LONGEST_BACK_OFF_MS, 2 * intervalMs)
  const backedOffMs = blips > 0 ? Math.min(intervalMs * 2 ** blips, longest) : legalMs
  const backOffMs = Math.max(0, Math.min(backedOffMs, leftMs) - legalMs)
  return {
    isTooLate: legalMs > leftMs + LAST_POLL_GRACE_MS,
    // A restored login has no monotonic reading of its last reply: most of this wait may be over, so the wall clock alone decides.
    runningOut: {
      until: lastReplyAt + leftMs,
      ...(lastReplyAtMonotonic !== undefined && { atLeastMs: leftMs }),
    },
    coolDown: { until: legalAt, atLeastMs: legalMs },
    backOff: { until: legalAt + backOffMs, atLeastMs: backOffMs },
  }
}

function lastReply({
  receivedAt,
  receivedAtMonotonic,
  retryAfterMs,
}: Arrival & { retryAfterMs?: number | undefined }): Pick<
  Cadence,
  'lastReplyAt' | 'lastReplyAtMonotonic' | 'retryAfterMs'
> {
  // `||`, not `??`: with NaN the next poll would not wait at all.
  return { lastReplyAt: receivedAt, lastReplyAtMonotonic: receivedAtMonotonic, retryAfterMs: retryAfterMs || 0 }
}
