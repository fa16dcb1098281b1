import { arrivalOf, intervalsOf, type PollRecord } from './poll-record.ts'
import type { LoginRecord } from './run-login.ts'

/** Back-off goes no further than this, or twice the interval; ms. */
const LONGEST_BACK_OFF_MS = 15_000
/** So many polls in a row without a response, or with one that is not OAuth for so long, may end a login. */
const UNREACHABLE_BUDGET = 6
const INVALID_BUDGET = 3
const INVALID_LIMIT_MS = 60_000
/** A poll that leaves so late is as good as one that is late: ms. */
const SHORT_OF_THE_END_MS = 600
/** How long before the end a last poll leaves at the latest, ms. */
const LAST_POLL_MARGIN_MS = 500
/** How much longer a restored login waits, for a poll that its process had sent before it died, ms. */
const RESTORED_MARGIN_MS = 1_000
/** What else a device has to do, ms. */
const SLACK_MS = 100

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

/** Whether a login has no tokens that the server would have granted within the life of the code and the budget for faults. */
export function isLost(login: LoginRecord): boolean {
  const { world, end, expiresAt, polls } = login
  if (world.person.decision !== 'approves' || end.type === 'signedIn') return false
  return dueAt(login) < expiresAt && !polls.some((poll) => isGrantLost(poll)) && !isBudgetSpent(login)
}

/**
 * Whether the last poll came to a server that had let the code die, though the interval and the network allowed one that it would have
 * granted: after the approval, and half a second or two trips before the end. Only of devices whose clocks are right: others cannot know.
 */
export function hasMissedTheEnd({ world, polls, expiresAt, decidesAt, shownAt }: LoginRecord): boolean {
  const { timerRate, wallRate, lagMs, events } = world.device
  const isRight = [timerRate, wallRate].every((rate) => Math.abs(rate - 1) < 0.001) && events.length === 0
  const last = polls.findIndex((poll) => poll.sentAt + poll.trip.thereMs >= expiresAt)
  if (!isRight || last < 0 || world.person.decision !== 'approves') return false
  if (polls.some(({ answer }) => answer?.type === 'granted')) return false
  const before = polls[last - 1]
  const heardAt = before ? endOf(before) : (shownAt ?? 0)
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
function dueAt({ world, polls, shownAt, decidesAt, disturbances, end }: LoginRecord): number {
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
  return wellAt + (pauseMs + SLACK_MS + 4 * lagMs) / Math.min(timerRate, wallRate, 1) + thereMs + backMs
}

function endOf(poll: PollRecord): number {
  return poll.endedAt ?? arrivalOf(poll) ?? poll.sentAt
}

function isGrantLost({ answer, trip, endedAt }: PollRecord): boolean {
  return answer?.type === 'granted' && (trip.fault !== undefined || endedAt === undefined)
}

function isBudgetSpent({ world, polls, end }: LoginRecord): boolean {
  const faults = polls.map(({ trip }) => trip.fault?.reason)
  if (end.type === 'offline')
    return faults.slice(-UNREACHABLE_BUDGET).every((why) => why === 'offline' || why === 'timeout')
  if (end.type !== 'invalidResponse') return false
  const invalid = polls.slice(faults.findLastIndex((why) => why !== 'invalidResponse') + 1)
  if (invalid.length < INVALID_BUDGET) return false
  const { timerRate } = world.device
  return (endOf(invalid.at(-1)!) - endOf(invalid[0]!)) * timerRate >= INVALID_LIMIT_MS - SLACK_MS
}
