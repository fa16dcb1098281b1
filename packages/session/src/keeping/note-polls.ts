import { pollIntervalMs } from '@device-flow/machine/adapter'
import type { PendingLogin } from '../record/record.ts'
import { lastContactAt } from '../record/to-session.ts'
import { arrivedAt } from './arrived-at.ts'
import type { Change } from './contents.ts'
import { ofLogin } from './contents.ts'
import type { Keeping } from './keeping.ts'
import { withInterval } from './too-early.ts'
import type { Undecided } from './too-early.ts'
import { RETRY_MS } from './unsaved-changes.ts'
import type { WaitingLogin } from './waiting-login.ts'

/** RFC 8628 §3.5: what each `slow_down` adds. */
const SLOW_DOWN_MS = 5_000

/** When a response to a poll arrived, or a fault was known, and what the server asks for by `Retry-After`. */
interface Reply {
  readonly receivedAt: number
  readonly retryAfterMs?: number | undefined
  readonly isCodeKnown?: boolean | undefined
}

/** Notes a response that decides nothing, for those who poll with us; resolves to what the chart is told. */
export async function noteUndecided<Outcome extends Undecided>(
  keeping: Keeping,
  login: WaitingLogin,
  outcome: Outcome,
): Promise<Outcome> {
  const { pending: before, pace } = login
  if (!before) return outcome
  const { type, intervalMs } = outcome
  const slowed = (beforeMs: number): number =>
    type === 'slowDown'
      ? Math.max(beforeMs + SLOW_DOWN_MS, pollIntervalMs(intervalMs, before.authorization))
      : Math.max(beforeMs, intervalMs || 0)
  await note(keeping, login, before, outcome, slowed(before.intervalMs))
  const toldMs = slowed(pace.intervalMs)
  const { pending = before } = login
  login.pace = { ...login.pace, intervalMs: Math.max(toldMs, pending.intervalMs) }
  return withInterval(outcome, pending, toldMs)
}

/** Notes that a poll has brought no usable response, for those who poll with us. */
export async function noteFault(keeping: Keeping, login: WaitingLogin, fault: Reply): Promise<void> {
  const { pending } = login
  if (pending) await note(keeping, login, pending, fault, pending.intervalMs)
}

async function note(
  keeping: Keeping,
  login: WaitingLogin,
  pending: PendingLogin,
  reply: Reply,
  intervalMs: number,
): Promise<void> {
  const { retryAfterMs = 0 } = reply
  const receivedAt = arrivedAt(keeping, reply.receivedAt)
  // Compared like this, a `Retry-After` of NaN counts as absent.
  const pollNotBefore =
    retryAfterMs > 0 ? Math.min(receivedAt + retryAfterMs, pending.authorization.expiresAt) : undefined
  const isCodeKnown = reply.isCodeKnown === true || pending.isCodeKnown || undefined
  login.pending = { ...pending, poll: undefined, intervalMs, lastReplyAt: receivedAt, pollNotBefore, isCodeKnown }
  login.pace = { ...login.pace, contactAt: receivedAt, notBefore: pollNotBefore ?? 0 }
  try {
    const { isApplied, contents } = await keeping.record.change(ownPolls(keeping, login))
    if (isApplied) login.pending = contents.pending
  } catch {
    noteLater(keeping, login)
  }
}

/** Notes a poll that leaves without a claim: nothing could be written. */
export function noteUnclaimed(keeping: Keeping, login: WaitingLogin, pending: PendingLogin): void {
  login.pending = { ...pending, poll: { sentAt: keeping.clock.now(), owner: keeping.owner } }
  noteLater(keeping, login)
}

/**
 * Tries to write what is held by then, a second after each failure: others who poll by the code wait for that. Not among the changes of
 * `keep`: while there are any, what was read last counts as new where nothing can be read, and the tokens in it may be old.
 */
function noteLater(keeping: Keeping, login: WaitingLogin): void {
  const { clock, record, listeners } = keeping
  if (login.isNoteLate) return
  login.isNoteLate = true
  clock.schedule(async () => {
    const isOver = !login.pending || clock.now() >= login.pending.authorization.expiresAt
    const isDone = isOver || (await isWritten(record.change(ownPolls(keeping, login))))
    login.isNoteLate = false
    // Once nobody has to do with the login, another try would hold the process.
    if (!isDone && listeners.size > 0) noteLater(keeping, login)
  }, RETRY_MS)
}

function isWritten(change: Promise<unknown>): Promise<boolean> {
  return change.then(
    () => true,
    () => false,
  )
}

/** Writes what is held of our polls. */
function ownPolls(keeping: Keeping, login: WaitingLogin): Change {
  return ofLogin(login.code, (pending, rest) => ({ ...rest, pending: withOwnPolls(keeping, login, pending) }))
}

/**
 * What is kept of a login, with what is held of our polls. Of what could not be written at once, only the interval, and that the server
 * knew the code, hold once others have polled since.
 */
export function withOwnPolls(
  { owner }: Keeping,
  { pending: held, isNoteLate }: WaitingLogin,
  pending: PendingLogin,
): PendingLogin {
  if (!held) return pending
  const intervalMs = Math.max(pending.intervalMs, held.intervalMs)
  const isCodeKnown = pending.isCodeKnown ?? held.isCodeKnown
  if (isNoteLate && lastContactAt(held) < lastContactAt(pending)) return { ...pending, intervalMs, isCodeKnown }
  const { lastReplyAt, pollNotBefore, poll: own } = held
  const poll = own ?? (pending.poll?.owner === owner ? undefined : pending.poll)
  return { ...pending, intervalMs, lastReplyAt, pollNotBefore, poll, isCodeKnown }
}
