import { pollIntervalMs } from '@device-flow/machine/adapter'
import type { PendingLogin } from '../record/record.ts'
import type { Change } from './contents.ts'
import { ofLogin } from './contents.ts'
import type { Keeping } from './keeping.ts'
import { withInterval } from './pace.ts'
import type { KnownPace, Undecided } from './pace.ts'

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

async function note(keeping: Keeping, { receivedAt, retryAfterMs = 0 }: Reply, intervalMs: number): Promise<void> {
  const { held, known, record } = keeping
  const { authorization } = held!
  // Compared like this, a `Retry-After` of NaN counts as absent.
  const pollNotBefore = retryAfterMs > 0 ? Math.min(receivedAt + retryAfterMs, authorization.expiresAt) : undefined
  keeping.held = { ...held!, poll: undefined, intervalMs, lastReplyAt: receivedAt, pollNotBefore }
  keeping.known = { contactAt: receivedAt, intervalMs: known?.intervalMs ?? 0, notBefore: pollNotBefore ?? 0 }
  try {
    const { isApplied, contents } = await record.change(asHeld(keeping))
    if (isApplied) keeping.held = contents.pending
  } catch {
    void noteLater(keeping)
  }
}

/** Notes a poll that leaves without leave: nothing could be written. */
export function noteUnclaimed(keeping: Keeping, held: PendingLogin): void {
  keeping.held = { ...held, poll: { sentAt: keeping.clock.now(), owner: keeping.owner } }
  void noteLater(keeping)
}

/** One for all of them: it writes what is held by then. Others who poll by the code wait for that. Never rejects. */
async function noteLater(keeping: Keeping): Promise<void> {
  if (keeping.isNoteLate) return
  keeping.isNoteLate = true
  const done = (): void => void (keeping.isNoteLate = false)
  const { isApplied, isSaved } = await keeping.record.keep(asHeld(keeping), done)
  if (isSaved || !isApplied) done()
}

/** Writes the pace that we know of. */
function asHeld(keeping: Keeping): Change {
  return (before) => {
    const { held } = keeping
    if (!held) return undefined
    const { authorization, lastReplyAt, pollNotBefore, poll } = held
    return ofLogin(authorization.deviceCode, (pending, rest) => {
      const intervalMs = Math.max(pending.intervalMs, held.intervalMs)
      return { ...rest, pending: { ...pending, intervalMs, lastReplyAt, pollNotBefore, poll } }
    })(before)
  }
}
