import { clockTime } from '../events/entry-words.ts'
import { isEarly, type Poll, type PollOutcome } from './polls.ts'

const OUTCOMES: Record<PollOutcome, string> = {
  inFlight: 'in flight',
  pending: 'pending',
  slowDown: 'slow down',
  granted: 'granted',
  ended: 'ended',
  answered: 'answered',
  blip: 'blip',
  cancelled: 'cancelled',
  unknown: 'what it brought was not told',
}

/** What polls bring, in the order of a legend. */
export const LEGEND: readonly PollOutcome[] = ['pending', 'slowDown', 'blip', 'granted', 'ended']

/** An outcome for people. */
export function outcomeWords(outcome: PollOutcome): string {
  return OUTCOMES[outcome]
}

/** What a poll brought, and whether it came too early. */
export function pollWords(poll: Poll): string {
  return OUTCOMES[poll.outcome] + (isEarly(poll) ? ', too early' : '')
}

/** All about a poll in a line. */
export function pollLine(poll: Poll): string {
  return `${clockTime(poll.startedAt)}: ${pollWords(poll)}, at least ${seconds(poll.leastMs)}, actual ${seconds(poll.actualMs)}`
}

/** A duration in seconds. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(ms < 60_000 ? 2 : 0)} s`
}
