import type { Trip } from './network.ts'
import type { Answer } from './server.ts'

const SLOW_DOWN_MS = 5_000

/** One request, as somebody sees it who is everywhere; true time, ms. */
export interface RequestRecord {
  sentAt: number
  trip: Trip
  /** When the device heard how it ended. Absent when its process had died by then. */
  endedAt?: number
}

/** One poll. */
export interface PollRecord extends RequestRecord {
  /** What the server answered, if it has read the request: not always does that get through. */
  answer?: Answer
}

/** When the server, or a program in front of it, sees a poll; undefined when neither does. */
export function arrivalOf({ sentAt, trip: { thereMs, fault } }: PollRecord): number | undefined {
  return !fault || fault.arrives || fault.status !== undefined ? sentAt + thereMs : undefined
}

/** The interval that is in force before each poll, and before the one that would come next, as the device was told; ms. */
export function intervalsOf(polls: readonly PollRecord[], firstMs: number): number[] {
  const intervals = [firstMs]
  for (const { trip, answer, endedAt } of polls) {
    const before = intervals.at(-1)!
    const isTold = answer?.type === 'slowDown' && !trip.fault && endedAt !== undefined
    intervals.push(isTold ? Math.max(before + SLOW_DOWN_MS, answer.intervalMs ?? 0) : before)
  }
  return intervals
}
