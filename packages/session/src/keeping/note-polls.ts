import { pollIntervalMs } from '@device-flow/machine/adapter'
import type { PendingLogin } from '../record/record.ts'
import { lastContactAt } from '../record/to-session.ts'
import { arrivedAt } from './arrived-at.ts'
import type { Change } from './contents.ts'
import { ofLogin } from './contents.ts'
import type { Keeping } from './keeping.ts'
import type { KnownPace } from './known-pace.ts'
import { withInterval } from './too-early.ts'
import type { Undecided } from './too-early.ts'
import { RETRY_MS } from './unsaved-changes.ts'

/** RFC 8628 §3.5: what each `slow_down` adds. */
const SLOW_DOWN_MS = 5_000

/** When a response to a poll arrived, or a fault was known, and what the server asks for by `Retry-After`. */
interface Reply {
  readonly receivedAt: number
  readonly retryAfterMs?: number | undefined
}

/** Notes a response that decides nothing, for those who poll with us; resolves to what the chart is told. */
export async function noteUndecided<Outcome extends Undecided>(keeping: Keeping, outcome: Outcome): Promise<Outcome> {
  const { held, known } = keeping
  if (!held) return outcome
  const { type, intervalMs } = outcome
  const slowed = (beforeMs: number): number =>
    type === 'slowDown' ? Math.max(beforeMs + SLOW_DOWN_MS, pollIntervalMs(intervalMs, held.authorization)) : beforeMs
  await note(keeping, outcome, slowed(held.intervalMs))
  const told: KnownPace = { ...keeping.known!, intervalMs: slowed(known?.intervalMs ?? 0) }
  const { held: now = held } = keeping
  keeping.known = { ...told, intervalMs: Math.max(told.intervalMs, now.intervalMs) }
  return withInterval(outcome, now, told)
}

/** Notes that a poll has brought no usable response, for those who poll with us. */
export async function noteFault(keeping: Keeping, fault: Reply): Promise<void> {
  if (keeping.held) await note(keeping, fault, keeping.held.intervalMs)
}

async function note(keeping: Keeping, reply: Reply, intervalMs: number): Promise<void> {
  const { held, known, record } = keeping
  const { retryAfterMs = 0 } = reply
  const receivedAt = arrivedAt(keeping, reply.receivedAt)
  const { authorization } = held!
  // Compared like this, a `Retry-After` of NaN counts as absent.
  const pollNotBefore = retryAfterMs > 0 ? Math.min(receivedAt + retryAfterMs, authorization.expiresAt) : undefined
  keeping.held = { ...held!, poll: undefined, intervalMs, lastReplyAt: receivedAt, pollNotBefore }
  keeping.known = { contactAt: receivedAt, intervalMs: known?.intervalMs ?? 0, notBefore: pollNotBefore ?? 0 }
  try {
    const { isApplied, contents } = await record.change(asHeld(keeping, keeping.held))
    if (isApplied) keeping.held = contents.pending
  } catch {
    noteLater(keeping)
  }
}

/** Notes a poll that leaves without a claim: nothing could be written. */
export function noteUnclaimed(keeping: Keeping, held: PendingLogin): void {
  keeping.held = { ...held, poll: { sentAt: keeping.clock.now(), owner: keeping.owner } }
  noteLater(keeping)
}

/**
 * Tries to write what is held by then, a second after each failure: others who poll by the code wait for that. Not among the changes of
 * `keep`: while there are any, what was read last counts as new where nothing can be read, and the tokens in it may be old.
 */
function noteLater(keeping: Keeping): void {
  const { clock, record } = keeping
  if (keeping.isNoteLate) return
  keeping.isNoteLate = true
  clock.schedule(async () => {
    const { held } = keeping
    const isOver = !held || clock.now() >= held.authorization.expiresAt
    const isDone = isOver || (await isWritten(record.change(asHeld(keeping, held))))
    keeping.isNoteLate = false
    if (!isDone) noteLater(keeping)
  }, RETRY_MS)
}

async function isWritten(change: Promise<unknown>): Promise<boolean> {
  try {
    await change
    return true
  } catch {
    return false
  }
}

/** Writes what is held of our polls. */
function asHeld(keeping: Keeping, { authorization }: PendingLogin): Change {
  return ofLogin(authorization.deviceCode, (pending, rest) => ({ ...rest, pending: withHeld(keeping, pending) }))
}

/**
 * The login with what is held of our polls. Of what could not be written at once, only the interval holds once others have polled since.
 */
export function withHeld({ held, owner, isNoteLate }: Keeping, pending: PendingLogin): PendingLogin {
  if (held?.authorization.deviceCode !== pending.authorization.deviceCode) return pending
  const intervalMs = Math.max(pending.intervalMs, held.intervalMs)
  if (isNoteLate && lastContactAt(held) < lastContactAt(pending)) return { ...pending, intervalMs }
  const { lastReplyAt, pollNotBefore, poll: own } = held
  const poll = own ?? (pending.poll?.owner === owner ? undefined : pending.poll)
  return { ...pending, intervalMs, lastReplyAt, pollNotBefore, poll }
}
