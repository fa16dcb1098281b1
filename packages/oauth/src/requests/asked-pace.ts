import type { DeviceAuthorization, PollOutcome } from '@device-flow/machine'
import type { PendingLogin } from '../pending-logins.ts'

// RFC 8628 §3.2: the interval of a server that names none.
const DEFAULT_INTERVAL_MS = 5000

/** A poll that was answered, and decided nothing. */
type Undecided = PollOutcome & { type: 'pending' | 'slowDown' }

/** Counts at which pace a server wants to be asked. */
export function countAnswer(
  login: PendingLogin,
  { type, retryAfterMs = 0 }: Pick<Undecided, 'type' | 'retryAfterMs'>,
  { intervalMs = DEFAULT_INTERVAL_MS }: DeviceAuthorization,
): void {
  const answers = (login.answers ??= { pending: 0, slowDown: 0, later: 0 })
  answers[type]++
  if (type === 'pending' && retryAfterMs > intervalMs) answers.later++
}

/**
 * Whether the server has asked for a slower pace more often than it has said that the person is awaited. Some answer every poll so, until
 * they give the tokens: nobody knows then what the person has done.
 */
export function isMostlySlowed({ answers }: PendingLogin): boolean {
  return answers !== undefined && answers.slowDown > 1 && answers.slowDown > answers.pending
}

/** Whether it mostly says that the person is awaited, and by `Retry-After` that it wants to be asked later than its interval has it. */
export function isMostlyLater({ answers }: PendingLogin): boolean {
  return answers !== undefined && answers.later > 1 && answers.later * 2 > answers.pending
}
