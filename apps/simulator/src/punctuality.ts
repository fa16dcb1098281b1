import { latenessMs } from './background.ts'
import { arrivalOf, intervalsOf, type PollRecord } from './poll-record.ts'
import type { LoginRecord } from './run-login.ts'

/** Back-off goes no further than this, or twice the interval; ms. */
export const LONGEST_BACK_OFF_MS = 15_000
/** A poll that leaves so late is as good as one that is late: ms. */
const SHORT_OF_THE_END_MS = 600
/** How long before the end a last poll leaves at the latest, ms. */
const LAST_POLL_MARGIN_MS = 500
/** How much longer a restored login waits, for a poll that its process had sent before it died, ms. */
const RESTORED_MARGIN_MS = 1_000
/** What else a device has to do, ms. */
export const SLACK_MS = 100

/** How long somebody waited for the tokens after having approved; ms of true time. */
export interface Wait {
  ms: number
  /** For a device that polls at the first moment at which it may, on a network that never fails. */
  optimumMs: number
}

/** The wait of a login that has its tokens. */
export function waitOf({ world, polls, shownAt, decidesAt, end }: LoginRecord): Wait | undefined {
  if (end.type !== 'signedIn') return undefined
  const { trip } = polls.at(-1)!
  // Polls that arrived before the approval: what they waited for, every device waits for.
  const before = polls.filter((poll) => poll.sentAt + poll.trip.thereMs < decidesAt).length
  const lastEndedAt = before === 0 ? shownAt! : endOf(polls[before - 1]!)
  const legalAt = lastEndedAt + intervalsOf(polls, world.server.intervalMs)[before]! + trip.thereMs
  const ms = end.at - decidesAt
  return { ms, optimumMs: Math.min(ms, Math.max(decidesAt, legalAt) + trip.backMs - decidesAt) }
}

/** Whether the tokens came later than one interval and one round trip after the approval, and after all was well again. */
export function isOverdue(login: LoginRecord): boolean {
  const { events, timerRate } = login.world.device
  const marginMs = events.some(({ type }) => type === 'restart') ? RESTORED_MARGIN_MS / timerRate : 0
  return login.end.type === 'signedIn' && login.end.at > dueAt(login) + marginMs
}

/**
 * Whether the last poll came to a server that had let the code die, though the interval and the network allowed one that it would have
 * granted: after the approval, and half a second or two trips before the end. Only of devices whose clocks are right, and whose timers were
 * on time since the poll before: others cannot know.
 */
export function hasMissedTheEnd({ world, polls, expiresAt, decidesAt, shownAt }: LoginRecord): boolean {
  const { timerRate, wallRate, lagMs, events } = world.device
  const last = polls.findIndex((poll) => poll.sentAt + poll.trip.thereMs >= expiresAt)
  if (last < 0 || world.person.decision !== 'approves') return false
  if (polls.some(({ answer }) => answer?.type === 'granted')) return false
  const before = polls[last - 1]
  const heardAt = before ? endOf(before) : (shownAt ?? 0)
  const isRight = [timerRate, wallRate].every((rate) => Math.abs(rate - 1) < 0.001)
  const wasOnTime = events.every(
    (event) => (event.type === 'hidden' || event.type === 'freeze') && event.at + event.ms < heardAt,
  )
  if (!isRight || !wasOnTime) return false
  const legalAt = heardAt + intervalsOf(polls, world.server.intervalMs)[last]! + SLACK_MS + 4 * lagMs
  const { thereMs, fault } = polls[last]!.trip
  const waitMs = before?.trip.fault?.retryAfterMs ?? 0
  const couldLeaveAt = Math.max(legalAt, heardAt + waitMs, decidesAt, ...world.network.outages.map(({ to }) => to))
  // A trip that takes far longer than those before, no device expects.
  const expectedMs = before ? 2 * (before.trip.thereMs + before.trip.backMs) : 0
  const isUsual = !fault && thereMs <= Math.max(LAST_POLL_MARGIN_MS, expectedMs)
  return isUsual && couldLeaveAt + thereMs < expiresAt - Math.max(SHORT_OF_THE_END_MS, 2 * thereMs)
}

/** When the tokens of an approved login have to be there. */
export function dueAt({ world, polls, shownAt, decidesAt, disturbances, end }: LoginRecord): number {
  const { timerRate, wallRate, lagMs } = world.device
  // That of the tokens is not waited for.
  const before = end.type === 'signedIn' ? polls.slice(0, -1) : polls
  const last = before.at(-1)
  const intervalMs = intervalsOf(before, world.server.intervalMs).at(-1)!
  const { thereMs, backMs } = polls.at(-1)?.trip ?? { thereMs: 0, backMs: 0 }
  const fault = last?.trip.fault
  const pauseMs = fault ? Math.max(LONGEST_BACK_OFF_MS, 2 * intervalMs, fault.retryAfterMs ?? 0) : intervalMs
  const wellAt = Math.max(
    decidesAt,
    last ? endOf(last) : (shownAt ?? 0),
    ...disturbances.filter(({ from }) => from <= end.at).map(({ to }) => to),
  )
  const pollAt = wellAt + (pauseMs + SLACK_MS + 4 * lagMs) / Math.min(timerRate, wallRate, 1)
  return pollAt + latenessMs(pollAt, world.device) + thereMs + backMs
}

/** When a poll was over: for the device, or where its process had died, for the server. */
export function endOf(poll: PollRecord): number {
  return poll.endedAt ?? arrivalOf(poll) ?? poll.sentAt
}
