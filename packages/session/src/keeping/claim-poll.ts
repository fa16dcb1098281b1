import type { PollOutcome } from '@device-flow/machine'
import { POLL_LIMIT_MS } from '../record/life.ts'
import type { PendingLogin } from '../record/record.ts'
import { lastContactAt } from '../record/to-session.ts'
import type { SessionStoreError } from '../stores/store-error.ts'
import { ofLogin } from './contents.ts'
import type { Changed } from './contents.ts'
import { storeFailure } from './ends.ts'
import type { Keeping } from './keeping.ts'
import { noteUnclaimed, withOwnPolls } from './note-polls.ts'
import { tooEarly } from './too-early.ts'
import { paceOf } from './waiting-login.ts'
import type { WaitingLogin } from './waiting-login.ts'

/** Whether a poll may leave. */
export interface Claim {
  /** What makes it too early. */
  early?: PollOutcome | undefined
  /** Another has sent a poll, and died before its answer was noted; or may have, as nothing can be read. */
  wasAnswerLost?: boolean
  /** What is kept, where the login no longer waits. */
  over?: Changed['contents']
}

/**
 * Notes that a poll is about to leave; or says why it must not. Where nothing can be read or written, only who has asked for the code polls
 * on: those who have joined do not know whether it does.
 *
 * @throws TransientFault `busy` to those; DeviceFlowError `storage` where no other try will read it
 */
export async function claimPoll(keeping: Keeping, login: WaitingLogin): Promise<Claim> {
  const { record, clock, owner } = keeping
  let found: PendingLogin | undefined
  let early: PollOutcome | undefined
  const claim = ofLogin(login.code, (stored, rest) => {
    const pending = login.isNoteLate ? withOwnPolls(keeping, login, stored) : stored
    found = pending
    early = tooEarly(keeping, login, pending)
    if (early) return isUnproven(login, pending) ? { ...rest, pending } : undefined
    return { ...rest, pending: { ...pending, poll: { sentAt: clock.now(), owner } } }
  })
  let changed: Changed
  try {
    changed = await record.change(claim)
  } catch (error) {
    // Who has joined the login may have polled meanwhile, and got the tokens: the code is used up then.
    return { early: withoutStore(keeping, login, error as SessionStoreError), wasAnswerLost: login.isStored === true }
  }
  login.awaySince = undefined
  const { isApplied, contents } = changed
  if (early) return { early: wait(login, found!, early) }
  if (!isApplied) return { over: contents }
  login.pending = contents.pending
  return { wasAnswerLost: found?.poll !== undefined && found.poll.owner !== owner }
}

/**
 * Whether it takes a write to see that the store is well again: it may be one that can only be read. Where others go on to note their polls
 * in it, it is well enough to wait by.
 */
function isUnproven({ isUnsure, pace }: WaitingLogin, pending: PendingLogin): boolean {
  return isUnsure === true && lastContactAt(pending) === pace.contactAt
}

/** The chart waits from now on. */
function wait(login: WaitingLogin, pending: PendingLogin, early: PollOutcome): PollOutcome {
  Object.assign(login, { pending, pace: paceOf(pending), isUnsure: false })
  return early
}

/** Why no poll may leave that cannot be noted; undefined when it may. */
function withoutStore(keeping: Keeping, login: WaitingLogin, cause: SessionStoreError): PollOutcome | undefined {
  const { pending, isOwn } = login
  if (!pending || !isOwn) {
    // What is read next may be from before the polls that could not be noted.
    login.isUnsure = true
    throw storeFailure(keeping, cause)
  }
  const early = tooEarly(keeping, login, pending) ?? lastOfOthers(keeping, login, pending)
  if (early) return wait(login, pending, early)
  noteUnclaimed(keeping, login, pending)
  return undefined
}

/**
 * The last poll of another may have left right before nothing could be read any more: until it and its interval are surely over, none
 * leaves. Where nothing of the login could ever be written, no other knows of the code.
 */
function lastOfOthers({ clock }: Keeping, login: WaitingLogin, { intervalMs }: PendingLogin): PollOutcome | undefined {
  const now = clock.now()
  login.awaySince ??= now
  const isOver = !login.isStored || now - login.awaySince >= POLL_LIMIT_MS + intervalMs
  return isOver ? undefined : { type: 'pending', receivedAt: now }
}
