import type { Arrival } from './code-life.ts'
import type { TransientFault } from '../errors.ts'
import type { DeviceAuthorization, PollOutcome, SleepRequest } from '../services.ts'

/** RFC 8628 §3.2: the interval of a server that names none, or one that is not above zero: a hot loop is worse than a slow one. */
const DEFAULT_INTERVAL_MS = 5_000
const MIN_INTERVAL_MS = 1_000
/** Far beyond the life of any code, and still a number to count with and to keep as JSON. */
const MAX_INTERVAL_MS = 86_400_000

/** RFC 8628 §3.5: what each `slow_down` adds, for this and all later polls. */
const SLOW_DOWN_MS = 5_000

/** Back-off doubles up to this (or twice the interval): a wait that outlasts the network's return costs the person time. */
const MAX_BACK_OFF_MS = 15_000

/** How long after the local deadline the last poll may still be sent; the server is the authority on expiry. */
const LAST_POLL_GRACE_MS = 10_000

/** Responses in a row that are not OAuth at all before the login ends. */
const INVALID_RESPONSE_BUDGET = 3

/** Polls in a row without a usable response that are more than a blip: as many as the default blip budget. */
const OUTAGE_POLLS = 6

/** The pace of one login's polls, as plain facts: times, durations in ms, and counts. */
export interface Cadence {
  /** The least time between a response and the next poll. Grows with every `slow_down` and never shrinks. */
  intervalMs: number
  /** Wall clock, ms since the epoch. */
  lastResponseAt: number
  /** The same moment by the monotonic clock, ms. */
  lastResponseAtMonotonic?: number | undefined
  /** What the last response asked for in `Retry-After`; 0 when it did not. */
  retryAfterMs: number
  /** How often the server answered `slow_down`. */
  slowDowns: number
  /** Some poll of this login brought a usable response. */
  wasAnswered: boolean
  /** Polls in a row that brought no usable response. */
  blips: number
  /** Those in a row, among them, that brought no HTTP response either: these spend the blip budget. */
  unreachable: number
  /** Those in a row, among them, whose response was not OAuth. */
  invalidResponses: number
}

/** When to poll next. */
export interface PollPlan {
  /** No poll will be legal before the code is dead, so nobody asks any more. */
  isTooLate: boolean
  /** The wait until the code is dead. */
  expiring: SleepRequest
  /** The wait until a poll is legal. Both clocks must agree that it is over. */
  interval: SleepRequest
  /** How much longer back-off waits; a hint cuts this short, and only this. */
  backOff: SleepRequest
}

const noBlips = { retryAfterMs: 0, blips: 0, unreachable: 0, invalidResponses: 0 }

/** The interval to poll at when the server named this one, or none (RFC 8628 §3.2); ms. */
export function pollInterval(namedMs = 0): number {
  // Written so that NaN counts as none.
  return namedMs > 0 ? Math.min(Math.max(namedMs, MIN_INTERVAL_MS), MAX_INTERVAL_MS) : DEFAULT_INTERVAL_MS
}

export function firstCadence({ intervalMs, receivedAt, receivedAtMonotonic }: DeviceAuthorization): Cadence {
  return {
    intervalMs: pollInterval(intervalMs),
    lastResponseAt: receivedAt,
    lastResponseAtMonotonic: receivedAtMonotonic,
    slowDowns: 0,
    wasAnswered: false,
    ...noBlips,
  }
}

export function afterResponse(cadence: Cadence, outcome: PollOutcome & { type: 'pending' | 'slowDown' }): Cadence {
  const next = { ...cadence, ...noBlips, ...lastResponse(outcome), wasAnswered: true }
  if (outcome.type === 'pending') return next
  return {
    ...next,
    slowDowns: cadence.slowDowns + 1,
    // `||`, not `??`: NaN is no interval.
    intervalMs: pollInterval(Math.max(cadence.intervalMs + SLOW_DOWN_MS, outcome.intervalMs || 0)),
  }
}

export function afterBlip(cadence: Cadence, fault: TransientFault): Cadence {
  const reached = fault.reason !== 'offline' && fault.reason !== 'timeout'
  return {
    ...cadence,
    ...lastResponse(fault),
    blips: cadence.blips + 1,
    unreachable: reached ? 0 : cadence.unreachable + 1,
    invalidResponses: fault.reason === 'invalidResponse' ? cadence.invalidResponses + 1 : 0,
  }
}

/** Whether so many responses in a row were not OAuth that the next will hardly be. */
export function spendsInvalidResponseBudget(cadence: Cadence): boolean {
  return cadence.invalidResponses >= INVALID_RESPONSE_BUDGET
}

/** Whether the server has given no usable response for so long that a person should hear of it. The login goes on. */
export function isOutage(cadence: Cadence): boolean {
  return cadence.blips >= OUTAGE_POLLS
}

/** Whether the last two polls, or all there were, brought no usable response: then nobody knows whether the code was used. */
export function isUnanswered({ blips, wasAnswered }: Cadence): boolean {
  return blips > 1 || (blips > 0 && !wasAnswered)
}

/** Whether a `Retry-After` ends so long after the code that no poll would come of it. `leftMs`: how long the code lives from now. */
export function outlastsCode(retryAfterMs: number | undefined, leftMs: number): boolean {
  return leftMs > 0 && (retryAfterMs ?? 0) > leftMs + LAST_POLL_GRACE_MS
}

/**
 * RFC 8628 §3.5: doubling back-off after a fault. One last poll goes out at the deadline, or as soon after it as is polite. `leftMs` is
 * how long the code lives, counted from the last response.
 */
export function planPoll(cadence: Cadence, leftMs: number): PollPlan {
  const { intervalMs, lastResponseAt, lastResponseAtMonotonic, retryAfterMs, blips } = cadence
  const legalMs = Math.max(intervalMs, retryAfterMs)
  const legalAt = lastResponseAt + legalMs
  const longest = Math.max(MAX_BACK_OFF_MS, 2 * intervalMs)
  const backedOffMs = blips > 0 ? Math.min(intervalMs * 2 ** blips, longest) : legalMs
  const backOffMs = Math.max(0, Math.min(backedOffMs, leftMs) - legalMs)
  return {
    isTooLate: legalMs > leftMs + LAST_POLL_GRACE_MS,
    // A restored login has no monotonic reading of its last response: most of this wait may be over, so the wall clock alone decides.
    expiring: {
      until: lastResponseAt + leftMs,
      ...(lastResponseAtMonotonic !== undefined && { atLeastMs: leftMs }),
    },
    interval: { until: legalAt, atLeastMs: legalMs },
    backOff: { until: legalAt + backOffMs, atLeastMs: backOffMs },
  }
}

function lastResponse({
  receivedAt,
  receivedAtMonotonic,
  retryAfterMs,
}: Arrival & { retryAfterMs?: number | undefined }): Pick<
  Cadence,
  'lastResponseAt' | 'lastResponseAtMonotonic' | 'retryAfterMs'
> {
  // `||`, not `??`: with NaN the next poll would not wait at all.
  return { lastResponseAt: receivedAt, lastResponseAtMonotonic: receivedAtMonotonic, retryAfterMs: retryAfterMs || 0 }
}
