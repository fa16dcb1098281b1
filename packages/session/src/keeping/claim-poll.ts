import { TransientFault } from '@device-flow/machine'
import type { PollOutcome } from '@device-flow/machine'
import { POLL_LIMIT_MS } from '../record/life.ts'
import type { PendingLogin } from '../record/record.ts'
import { lastContactAt } from '../record/to-session.ts'
import type { SessionStoreError } from '../stores/store-error.ts'
import { ofLogin } from './contents.ts'
import type { Changed } from './contents.ts'
import type { Keeping } from './keeping.ts'
import { paceOf } from './known-pace.ts'
import { noteUnclaimed, withHeld } from './note-polls.ts'
import { tooEarly } from './too-early.ts'

/** Whether a poll may leave. */
export interface Claim {
  /** What makes it too early. */
  early?: PollOutcome | undefined
  /** Another has sent a poll, and died before its answer was noted. */
  wasAnswerLost?: boolean
  /** What is kept, where the login no longer waits. */
  over?: Changed['contents']
}

/**
 * Notes that a poll is about to leave; or says why it must not. Where nothing can be read or written, only who has asked for the code polls
 * on: those who have joined do not know whether it does.
 *
 * @throws TransientFault `busy` to those
 */
export async function claimPoll(keeping: Keeping, code: string): Promise<Claim> {
  const { record, clock, owner } = keeping
  let found: PendingLogin | undefined
  let early: PollOutcome | undefined
  const claim = ofLogin(code, (stored, rest) => {
    const pending = keeping.isNoteLate ? withHeld(keeping, stored) : stored
    found = pending
    early = tooEarly(keeping, pending)
    if (early) return isUnproven(keeping, pending) ? { ...rest, pending } : undefined
    return { ...rest, pending: { ...pending, poll: { sentAt: clock.now(), owner } } }
  })
  let changed: Changed
  try {
    changed = await record.change(claim)
  } catch (error) {
    return { early: withoutStore(keeping, code, error as SessionStoreError) }
  }
  keeping.awaySince = undefined
  const { isApplied, contents } = changed
  if (early) return { early: wait(keeping, found!, early) }
  if (!isApplied) return { over: contents }
  keeping.held = contents.pending
  return { wasAnswerLost: found?.poll !== undefined && found.poll.owner !== owner }
}

/**
 * Whether it takes a write to see that the store is well again: it may be one that can only be read. Where others go on to note their polls
 * in it, it is well enough to wait by.
 */
function isUnproven({ isUnsure, known }: Keeping, pending: PendingLogin): boolean {
  return isUnsure === true && lastContactAt(pending) === known?.contactAt
}

/** The chart waits from now on. */
function wait(keeping: Keeping, pending: PendingLogin, early: PollOutcome): PollOutcome {
  keeping.held = pending
  keeping.known = paceOf(pending)
  keeping.isUnsure = false
  return early
}

/** Why no poll may leave that cannot be noted; undefined when it may. */
function withoutStore(keeping: Keeping, code: string, cause: SessionStoreError): PollOutcome | undefined {
  const { held, askedFor, clock } = keeping
  if (held?.authorization.deviceCode !== code || askedFor !== code) {
    // What is read next may be from before the polls that could not be noted.
    keeping.isUnsure = true
    throw new TransientFault('busy', cause.message, { receivedAt: clock.now(), cause })
  }
  const early = tooEarly(keeping, held) ?? lastOfOthers(keeping, held)
  if (early) return wait(keeping, held, early)
  noteUnclaimed(keeping, held)
  return undefined
}

/**
 * The last poll of another may have left right before nothing could be read any more: until it and its interval are surely over, none
 * leaves. Where nothing of the login could ever be written, no other knows of the code.
 */
function lastOfOthers(keeping: Keeping, { intervalMs }: PendingLogin): PollOutcome | undefined {
  const { clock, storedCode } = keeping
  const now = clock.now()
  keeping.awaySince ??= now
  const isOver = storedCode === undefined || now - keeping.awaySince >= POLL_LIMIT_MS + intervalMs
  return isOver ? undefined : { type: 'pending', receivedAt: now }
}
