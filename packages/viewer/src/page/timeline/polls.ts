import type { Json } from '@device-flow/machine'
import type { EventJson, SnapshotJson } from '@device-flow/inspect'
import type { Chart } from '../chart/chart.ts'
import { isJsonObject, textOf } from '../model/json.ts'
import type { Actor, Entry, Model } from '../model/model.ts'

/** The service by which a device login polls, and the actor that it asks for it. */
const POLL = 'pollToken'
const SERVICES = 'services'

/** Inspectors stamp what they see a moment after it happened. */
const CLOCK_SLACK_MS = 5

/** One poll of the token endpoint, as a device login makes them (RFC 8628 §3.4). */
export interface Poll {
  key: string
  /** Wall clock, ms since the epoch. */
  startedAt: number
  /** Absent while it is in flight. */
  endedAt?: number
  /**
   * The least time since the last response, as the login planned it: its interval, or `Retry-After` if that is longer; ms. Back-off after a
   * fault is no part of it: a hint cuts it short.
   */
  leastMs: number
  /** The time since the last response, as it turned out; ms. */
  actualMs: number
  outcome: PollOutcome
}

/**
 * A poll's outcome: a response that is not the last (`pending`, `slowDown`), one that is (`granted`, `ended`), none that could be used
 * (`blip`), none because the poll was cancelled (`cancelled`), or one that was not told here (`unknown`).
 */
export type PollOutcome =
  | 'inFlight'
  | 'pending'
  | 'slowDown'
  | 'granted'
  | 'ended'
  | 'answered'
  | 'blip'
  | 'cancelled'
  | 'unknown'

/** Whether a poll went out before it was legal. */
export function isEarly({ leastMs, actualMs }: Poll): boolean {
  return actualMs < leastMs - CLOCK_SLACK_MS
}

/** Whether a chart is that of a device login: one that polls. */
export function isDeviceLogin({ states }: Chart): boolean {
  return [...states.values()].some(({ asks }) => asks.includes(POLL))
}

/** Returns the polls of one login, oldest first; none when it is no device login, or its context has no cadence. */
export function pollsOf({ actors, entries }: Model, rootKey: string): Poll[] {
  return [...actors.values()]
    .filter((actor) => actor.rootKey === rootKey && actor.src === SERVICES)
    .flatMap((services) => pollsAskedOf(services, entries))
    .toSorted((one, other) => one.startedAt - other.startedAt)
}

/** Finds the polls that a login asked of its services, in the events of both. */
function pollsAskedOf({ key: services, parentKey: login }: Actor, entries: readonly Entry[]): Poll[] {
  const polls: Poll[] = []
  let cadence: CadenceFacts | undefined
  for (const entry of entries) {
    const { number, at, event, actorKey, before, after } = entry
    const last = polls.at(-1)
    if (actorKey === login) {
      cadence = cadenceOf((after ?? before)?.context) ?? cadence
      const outcome = outcomeOf(event)
      // In a recording without repetition, the next request may come before the answer that led to it.
      const isOpen = last?.outcome === 'inFlight' || last?.outcome === 'cancelled'
      if (last && isOpen && outcome) polls.splice(-1, 1, { ...last, endedAt: at, outcome })
    }
    if (actorKey !== services) continue
    if (last?.outcome === 'inFlight' && isLeft(entry)) {
      polls.splice(-1, 1, { ...last, endedAt: at, outcome: waitsForPoll(before) ? 'cancelled' : 'unknown' })
    }
    if (event.type !== POLL || !cadence) continue
    const leastMs = Math.max(cadence.intervalMs, cadence.retryAfterMs)
    const actualMs = at - cadence.lastResponseAt
    polls.push({ key: String(number), startedAt: at, leastMs, actualMs, outcome: 'inFlight' })
  }
  return polls
}

/** Whether the services were asked for something else after a poll, or were stopped. */
function isLeft({ event, after }: Entry): boolean {
  return event.type === POLL || (after !== undefined && !waitsForPoll(after))
}

/** Whether a poll is what was last asked of the services. */
function waitsForPoll(services: SnapshotJson | undefined): boolean {
  const request = services?.input
  return isJsonObject(request) && request.type === POLL
}

/** What a login was told of its poll; nothing when it was told something else. */
function outcomeOf({ type, output }: EventJson): PollOutcome | undefined {
  if (type === `xstate.error.actor.${SERVICES}.${POLL}`) return 'blip'
  if (type !== `xstate.done.actor.${SERVICES}.${POLL}`) return undefined
  const outcome = isJsonObject(output) ? textOf(output.type) : undefined
  return outcome === 'pending' || outcome === 'slowDown' || outcome === 'granted' || outcome === 'ended'
    ? outcome
    : 'answered'
}

interface CadenceFacts {
  intervalMs: number
  lastResponseAt: number
  retryAfterMs: number
}

function cadenceOf(context: Json | undefined): CadenceFacts | undefined {
  const cadence = isJsonObject(context) ? context.cadence : undefined
  if (!isJsonObject(cadence)) return undefined
  const { intervalMs, lastResponseAt, retryAfterMs = 0 } = cadence
  if (!isTime(intervalMs) || !isTime(lastResponseAt) || !isTime(retryAfterMs)) return undefined
  return { intervalMs, lastResponseAt, retryAfterMs }
}

/** Whether this is a number of ms that a `Date` can have. Beyond that, sums may be infinite. */
function isTime(value: Json | undefined): value is number {
  return typeof value === 'number' && Math.abs(value) <= 8.64e15
}
