import { isTransientFault, type AuthorizedView } from '@device-flow/machine'
import { storeProblemOf } from './store-problem.ts'
import { timeOfDay } from './time-of-day.ts'

/** Said so long before a session ends that is renewed until then, ms. */
const SOON_MS = 3_600_000

const UNSAVED =
  'This TV cannot keep your sign-in just now, and keeps trying. Until then, switching it off signs you out. Free some space if it stays like this.'
const STORAGE_TROUBLE = 'This TV’s storage has trouble. You are still signed in, and it keeps trying.'
const OTHER_WINDOW = 'Another window of this app is busy with your sign-in. You are still signed in.'
const LOST = 'An answer of the sign-in service was lost. You are still signed in, and this TV asks again.'
const OFFLINE = 'The sign-in service cannot be reached just now. You are still signed in, and this TV keeps trying.'
const SERVER_TROUBLE = 'The sign-in service has trouble. You are still signed in, and this TV keeps trying.'

/** The one thing worth saying of a session that is in use; an empty text when all is well. `now` is the wall clock, ms since the epoch. */
export function sessionNews(view: AuthorizedView, now: number): string {
  const { renewable, endsAt, unsaved, problem } = view
  if (endsAt !== undefined && (!renewable || endsAt - now <= SOON_MS)) {
    return `Your sign-in ends ${timeOfDay(endsAt, now)}. To go on after that, sign in again.`
  }
  if (unsaved) return UNSAVED
  return problem ? problemNews(problem) : ''
}

function problemNews(problem: NonNullable<AuthorizedView['problem']>): string {
  if (storeProblemOf(problem)) return STORAGE_TROUBLE
  if (problem.reason === 'busy') return OTHER_WINDOW
  if (isReplyLost(problem.cause)) return LOST
  return problem.reason === 'offline' && problem.status === undefined ? OFFLINE : SERVER_TROUBLE
}

function isReplyLost(fault: unknown): boolean {
  return isTransientFault(fault) && fault.sentAt !== undefined
}
