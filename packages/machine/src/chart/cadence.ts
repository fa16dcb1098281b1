import type { Arrival } from './code-life.ts'
import type { TransientFault } from '../errors.ts'
import type { DeviceAuthorization, PollOutcome, WaitingAdvice } from '../services.ts'

/** RFC 8628 §3.2: the interval of a server that names none, or one that is not above zero: a hot loop is worse than a slow one. */
const DEFAULT_INTERVAL_MS = 5_000
const MIN_INTERVAL_MS = 1_000
/** Far beyond the life of any code, and still a number to count with and to keep as JSON. */
const MAX_INTERVAL_MS = 86_400_000

/** RFC 8628 §3.5: what each `slow_down` adds, for this and all later polls. */
const SLOW_DOWN_MS = 5_000

/** Responses in a row that are not OAuth at all before the login ends, and for how long: a person may be signing in to the network. */
const INVALID_RESPONSE_BUDGET = 3
const INVALID_RESPONSE_LIMIT_MS = 60_000

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
  /** How long polls were on their way of late, there and back, ms: the longest, of which half is forgotten with each response. */
  tripMs: number
  /** How often the server answered `slow_down`. */
  slowDowns: number
  /** How many more of its last answers were `slow_down` than `authorization_pending`; 0 where they were not. */
  slowDownsAhead: number
  /**
   * Some poll of this login brought a usable response. Undefined once it was restored, until one does so here: nobody knows of a poll that
   * was on its way then.
   */
  wasAnswered: boolean | undefined
  /** Polls in a row that brought no usable response. */
  blips: number
  /** Those in a row, among them, that brought no HTTP response either: these spend the blip budget. */
  unreachable: number
  /** Those in a row, among them, whose response was not OAuth. */
  invalidResponses: number
  /** How long ago the first of those was when the last one came, ms. */
  invalidForMs: number
  /** What may keep the person; said once, it stays. */
  advice: WaitingAdvice | undefined
}

const noBlips = { retryAfterMs: 0, blips: 0, unreachable: 0, invalidResponses: 0, invalidForMs: 0 }

/**
 * The interval to poll at when the server named this one, or none (RFC 8628 §3.2); ms. One that outlasts the whole life of the code counts
 * as none: no poll would ever come of it, and some servers mean milliseconds.
 */
export function pollIntervalMs(
  namedMs: number | undefined = 0,
  { expiresAt, receivedAt }: Pick<DeviceAuthorization, 'expiresAt' | 'receivedAt'>,
): number {
  const codeLifeMs = expiresAt - receivedAt
  // Written so that NaN counts as none, and a life that is not known as long enough.
  const isUsable = namedMs > 0 && !(namedMs > codeLifeMs)
  return isUsable ? Math.min(Math.max(namedMs, MIN_INTERVAL_MS), MAX_INTERVAL_MS) : DEFAULT_INTERVAL_MS
}

export function firstCadence(authorization: DeviceAuthorization): Cadence {
  const { intervalMs, receivedAt, receivedAtMonotonic } = authorization
  return {
    intervalMs: pollIntervalMs(intervalMs, authorization),
    lastResponseAt: receivedAt,
    lastResponseAtMonotonic: receivedAtMonotonic,
    tripMs: 0,
    slowDowns: 0,
    slowDownsAhead: 0,
    wasAnswered: false,
    advice: undefined,
    ...noBlips,
  }
}

/** @param tripMs how long the poll was on its way */
export function afterResponse(
  cadence: Cadence,
  outcome: PollOutcome & { type: 'pending' | 'slowDown' },
  authorization: DeviceAuthorization,
  tripMs: number,
): Cadence {
  const advice = cadence.advice ?? outcome.advice
  const next = { ...cadence, ...noBlips, ...lastResponse(outcome), tripMs: longestOfLate(cadence, tripMs), advice }
  if (outcome.type === 'pending') {
    const intervalMs = Math.max(cadence.intervalMs, outcome.intervalMs || 0)
    return { ...next, wasAnswered: true, slowDownsAhead: Math.max(0, cadence.slowDownsAhead - 1), intervalMs }
  }
  return {
    ...next,
    wasAnswered: true,
    slowDowns: cadence.slowDowns + 1,
    slowDownsAhead: cadence.slowDownsAhead + 1,
    intervalMs: Math.max(cadence.intervalMs + SLOW_DOWN_MS, pollIntervalMs(outcome.intervalMs, authorization)),
  }
}

/** @param tripMs how long the poll was on its way, if it was answered */
export function afterBlip(cadence: Cadence, fault: TransientFault, tripMs: number): Cadence {
  const { reason, status } = fault
  // A response that broke off, or whose end did not come, is one.
  const reached = status !== undefined || (reason !== 'offline' && reason !== 'timeout')
  const invalidResponses = reason === 'invalidResponse' ? cadence.invalidResponses + 1 : 0
  return {
    ...cadence,
    ...lastResponse(fault),
    tripMs: reached ? longestOfLate(cadence, tripMs) : cadence.tripMs,
    blips: cadence.blips + 1,
    unreachable: reached ? 0 : cadence.unreachable + 1,
    invalidResponses,
    invalidForMs: invalidResponses > 1 ? cadence.invalidForMs + sinceLastResponse(cadence, fault) : 0,
  }
}

function longestOfLate(cadence: Cadence, tripMs: number): number {
  return Math.max(tripMs, cadence.tripMs / 2)
}

/** How long ago the last response was, ms by the clock that says less: one may have been set, and by the other time passes in a suspend. */
export function sinceLastResponse(cadence: Cadence, { receivedAt, receivedAtMonotonic }: Arrival): number {
  const byWall = receivedAt - cadence.lastResponseAt
  // NaN, which is not below anything, where one of the two moments is not known.
  const byMonotonic = receivedAtMonotonic! - cadence.lastResponseAtMonotonic!
  return Math.max(0, byMonotonic < byWall ? byMonotonic : byWall) || 0
}

/** Whether so many responses in a row, for so long, were not OAuth that the next will hardly be. */
export function spendsInvalidResponseBudget({ invalidResponses, invalidForMs }: Cadence): boolean {
  return invalidResponses >= INVALID_RESPONSE_BUDGET && invalidForMs >= INVALID_RESPONSE_LIMIT_MS
}

/** Whether the server has given no usable response for so long that a person should hear of it. The login goes on. */
export function isOutage(cadence: Cadence): boolean {
  return cadence.blips >= OUTAGE_POLLS
}

/** Whether the last two polls, or all there were, brought no usable response: then nobody knows whether the code was used. */
export function isUnanswered({ blips, wasAnswered }: Cadence): boolean {
  return blips > 1 || (blips > 0 && !wasAnswered)
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
