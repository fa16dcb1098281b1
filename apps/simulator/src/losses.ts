import { dueAt, endOf, SLACK_MS } from './punctuality.ts'
import type { PollRecord } from './poll-record.ts'
import type { LoginRecord } from './run-login.ts'

/** So many requests for a code may fail before a login ends. */
const START_BUDGET = 3
/** So many polls in a row without a response, or with one that is not OAuth for so long, may end a login. */
const UNREACHABLE_BUDGET = 6
const INVALID_BUDGET = 3
const INVALID_LIMIT_MS = 60_000

/** Whether a login has no tokens that the server would have granted within the life of the code and the budgets for faults. */
export function isLost(login: LoginRecord): boolean {
  const { world, end, expiresAt, polls } = login
  if (world.person.decision !== 'approves' || end.type === 'signedIn') return false
  if (isStartGivenUp(login)) return true
  return dueAt(login) < expiresAt && !polls.some((poll) => isGrantLost(poll)) && !isPollBudgetSpent(login)
}

/** Whether it ended without a code though it might have asked for one again. */
function isStartGivenUp({ shownAt, starts }: LoginRecord): boolean {
  const fault = starts.at(-1)?.trip.fault
  // What is not OAuth ends it at once.
  const mayAskAgain = fault && fault.reason !== 'invalidResponse' && starts.length < START_BUDGET
  return shownAt === undefined && mayAskAgain === true
}

function isGrantLost({ answer, trip, endedAt }: PollRecord): boolean {
  return answer?.type === 'granted' && (trip.fault !== undefined || endedAt === undefined)
}

function isPollBudgetSpent({ world, polls, end }: LoginRecord): boolean {
  const faults = polls.map(({ trip }) => trip.fault?.reason)
  if (end.type === 'offline') {
    const last = faults.slice(-UNREACHABLE_BUDGET)
    return last.length === UNREACHABLE_BUDGET && last.every((why) => why === 'offline' || why === 'timeout')
  }
  if (end.type !== 'invalidResponse') return false
  const invalid = polls.slice(faults.findLastIndex((why) => why !== 'invalidResponse') + 1)
  if (invalid.length < INVALID_BUDGET) return false
  const { timerRate } = world.device
  return (endOf(invalid.at(-1)!) - endOf(invalid[0]!)) * timerRate >= INVALID_LIMIT_MS - SLACK_MS
}
