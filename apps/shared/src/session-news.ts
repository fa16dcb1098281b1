import { isTransientFault, type AuthorizedView } from '@device-flow/machine'
import { capital } from './capital.ts'
import { storeProblemOf } from './store-problem.ts'
import { timeOfDay } from './time-of-day.ts'

/** Said so long before a session ends that is renewed until then, ms. */
const SOON_MS = 3_600_000

/**
 * The one thing worth saying of a session that is in use, on what people call `this TV`; an empty text when all is well. `now` is the wall
 * clock, ms since the epoch.
 */
export function sessionNews(view: AuthorizedView, now: number, device: string): string {
  const { renewable, endsAt, unsaved, problem } = view
  if (endsAt !== undefined && (!renewable || endsAt - now <= SOON_MS)) {
    return `Your sign-in ends ${timeOfDay(endsAt, now)}. To go on after that, sign in again.`
  }
  if (unsaved) {
    return `${capital(device)} cannot keep your sign-in just now, and keeps trying. Until then, switching it off signs you out. Free some space if it stays like this.`
  }
  // The server has refused to renew it, and has not said when the access token dies.
  if (problem && !renewable)
    return 'Your sign-in can no longer be renewed, and ends soon. To go on after that, sign in again.'
  return problem ? problemNews(problem, device) : ''
}

function problemNews(problem: NonNullable<AuthorizedView['problem']>, device: string): string {
  if (storeProblemOf(problem)) {
    return `${capital(device)}’s storage has trouble. You are still signed in, and it keeps trying.`
  }
  if (problem.reason === 'busy') return 'Another window of this app is busy with your sign-in. You are still signed in.'
  if (isReplyLost(problem.cause)) {
    return `An answer of the sign-in service was lost. You are still signed in, and ${device} asks again.`
  }
  const what =
    problem.reason === 'offline' && problem.status === undefined ? 'cannot be reached just now' : 'has trouble'
  return `The sign-in service ${what}. You are still signed in, and ${device} keeps trying.`
}

/** Whether no response came to a request that may have arrived. One with a status came, and that is what it is told by. */
function isReplyLost(fault: unknown): boolean {
  return isTransientFault(fault) && fault.sentAt !== undefined && fault.status === undefined
}
