import type { Json } from '@device-flow/machine'
import type { SnapshotJson } from '@device-flow/inspect'
import type { Chart } from '../chart/chart.ts'
import { isJsonObject, textOf } from '../model/json.ts'
import type { Model } from '../model/model.ts'

/** The service by which a device login polls. */
const POLL = 'pollToken'

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
 * (`blip`), or none because the poll was cancelled (`cancelled`).
 */
export type PollOutcome = 'inFlight' | 'pending' | 'slowDown' | 'granted' | 'ended' | 'answered' | 'blip' | 'cancelled'

/** Whether a poll went out before it was legal. */
export function isEarly({ leastMs, actualMs }: Poll): boolean {
  return actualMs < leastMs - CLOCK_SLACK_MS
}

/** Whether a chart is that of a device login: one that polls. */
export function isDeviceLogin({ states }: Chart): boolean {
  return [...states.values()].some(({ services }) => services.some(({ src }) => src === POLL))
}

/** Returns the polls of one login, oldest first; none when it is no device login, or its context has no cadence. */
export function pollsOf({ actors }: Model, rootKey: string): Poll[] {
  return [...actors.values()]
    .filter((actor) => actor.rootKey === rootKey && actor.src === POLL)
    .flatMap(({ key, startedAt, endedAt, snapshot, parentAtStart }): Poll[] => {
      const cadence = cadenceOf(parentAtStart?.context)
      if (!cadence) return []
      const leastMs = Math.max(cadence.intervalMs, cadence.retryAfterMs)
      const actualMs = startedAt - cadence.lastResponseAt
      const end = endedAt === undefined ? {} : { endedAt }
      return [{ key, startedAt, ...end, leastMs, actualMs, outcome: outcomeOf(snapshot) }]
    })
}

function outcomeOf({ status, output }: SnapshotJson): PollOutcome {
  switch (status) {
    case 'active':
      return 'inFlight'
    case 'stopped':
      return 'cancelled'
    case 'error':
      return 'blip'
    case 'done': {
      const type = isJsonObject(output) ? textOf(output.type) : undefined
      return type === 'pending' || type === 'slowDown' || type === 'granted' || type === 'ended' ? type : 'answered'
    }
  }
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
