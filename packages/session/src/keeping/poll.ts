import type { DeviceAuthorization, PollOutcome, ServiceCall, TokenSet } from '@device-flow/machine'
import { isTransientFault } from '@device-flow/machine'
import { pollIntervalMs } from '@device-flow/machine/adapter'
import { isPollUnderWay, isWorthKeeping } from '../record/life.ts'
import { areOfOnePerson } from '../record/person.ts'
import type { PendingLogin, SignedIn } from '../record/record.ts'
import { clearTokens } from '../record/secrets.ts'
import { lastContactAt } from '../record/to-session.ts'
import { randomName } from '../random-name.ts'
import { isEmpty, ofLogin } from './contents.ts'
import type { Change, Contents } from './contents.ts'
import { handOut, keepTokens } from './keep-tokens.ts'
import { endLogin, quietly, show, tellOthers } from './keeping.ts'
import type { Keeping } from './keeping.ts'
import { loginEndedError } from './login-ended.ts'
import { discard, revokeReplaced, withReplaced } from './replaced.ts'

/** RFC 8628 §3.5: what each `slow_down` adds. */
const SLOW_DOWN_MS = 5_000

/** Polls, unless another tab or process already has: then it tells what that one brought, or when it was. */
export async function pollToken(
  keeping: Keeping,
  authorization: DeviceAuthorization,
  call: ServiceCall,
): Promise<PollOutcome> {
  const { services, clock } = keeping
  const code = authorization.deviceCode.reveal()
  // What cannot be read or written keeps nobody from polling.
  const { known, wasAnswerLost } = await claimPoll(keeping, code).catch((): Claim => ({}))
  if (known) return known
  let outcome: PollOutcome
  try {
    outcome = await services.pollToken(authorization, wasAnswerLost ? { ...call, wasAnswerLost } : call)
  } catch (error) {
    await noteReply(keeping, code, isTransientFault(error) ? error.receivedAt : clock.now())
    throw error
  }
  if (outcome.type === 'granted') return keepGrant(keeping, code, outcome.tokens)
  if (outcome.type === 'ended') {
    const { message, error } = outcome.error
    await endLogin(keeping, code, { at: clock.now(), by: 'server', message, error })
  } else {
    const slowerMs = outcome.type === 'slowDown' ? (outcome.intervalMs ?? 0) : undefined
    await noteReply(keeping, code, outcome.receivedAt, slowerMs)
  }
  return outcome
}

/** Whether a poll may leave. */
interface Claim {
  /** What makes it needless, or too early. */
  known?: PollOutcome
  /** Another has sent a poll, and died before its answer was noted. */
  wasAnswerLost?: boolean
}

/** Notes that a poll is about to leave; or says why it must not. */
async function claimPoll(keeping: Keeping, code: string): Promise<Claim> {
  const { record, clock, owner } = keeping
  let contactAt: number | undefined
  let wasAnswerLost = false
  const claim = ofLogin(code, (pending, rest) => {
    contactAt = anothersContact(keeping, pending)
    wasAnswerLost = pending.poll !== undefined && pending.poll.owner !== owner
    return contactAt === undefined
      ? { ...rest, pending: { ...pending, poll: { sentAt: clock.now(), owner } } }
      : undefined
  })
  const { isApplied, contents } = await record.change(claim)
  if (isApplied) return { wasAnswerLost }
  if (contactAt !== undefined) return { known: { type: 'pending', receivedAt: contactAt } }
  const outcome = outcomeElsewhere(keeping, contents)
  // Where nothing is stored at all, the storage was cleared: the code is as good as before.
  if (outcome.type === 'ended' && (keeping.storedCode !== code || isEmpty(contents))) return {}
  const { shown } = keeping
  show(keeping, { contents })
  tellGivenUp(keeping, shown, contents)
  return { known: outcome }
}

/** Whoever listens is to see the same as when the news comes before a poll finds it out. What was given up here is no news. */
function tellGivenUp(keeping: Keeping, { pending }: Contents, { signedIn, ended }: Contents): void {
  if (pending && !signedIn && ended?.by !== 'server') keeping.tell({ type: 'sessionChanged', session: undefined })
}

/** When another has polled, or had a response, so lately that this poll would be early; undefined when it would not. */
function anothersContact(keeping: Keeping, pending: PendingLogin): number | undefined {
  const now = keeping.clock.now()
  if (pending.poll?.owner !== keeping.owner && isPollUnderWay(pending, now)) return now
  const contactAt = lastContactAt(pending)
  if (contactAt === keeping.knownReplyAt) return undefined
  if (isWithin(now - contactAt, pending.intervalMs)) return contactAt
  if (now > contactAt) return undefined
  // In the future: the clock was set back. An interval from now is polite, and then it is known.
  keeping.knownReplyAt = contactAt
  return now
}

const isWithin = (age: number, limitMs: number): boolean => age >= 0 && age < limitMs

/** What became of a login that no longer waits: somebody has signed in by it, or otherwise; or it was given up. */
function outcomeElsewhere(keeping: Keeping, contents: Contents): PollOutcome {
  const { signedIn } = contents
  return signedIn && signedIn.id !== keeping.idBefore && isWorthKeeping(signedIn, keeping.clock.now())
    ? { type: 'granted', tokens: handOut(keeping, signedIn) }
    : { type: 'ended', error: loginEndedError(contents) }
}

/** Notes when a response arrived, for those who poll with us. `slowerMs`: it was `slow_down`, to this interval at least. */
async function noteReply(keeping: Keeping, code: string, at: number, slowerMs?: number): Promise<void> {
  keeping.knownReplyAt = at
  const note = ofLogin(code, (pending, rest) => {
    const { intervalMs: before, authorization } = pending
    const intervalMs =
      slowerMs === undefined ? before : Math.max(before + SLOW_DOWN_MS, pollIntervalMs(slowerMs, authorization))
    return { ...rest, pending: { ...pending, poll: undefined, intervalMs, lastReplyAt: at } }
  })
  await keeping.record.change(note).catch(() => {})
}

/** Keeps the tokens before anybody has them. When the login was given up meanwhile, they are revoked. */
async function keepGrant(keeping: Keeping, code: string, tokens: TokenSet): Promise<PollOutcome> {
  const signedIn: SignedIn = { id: randomName(), tokens: clearTokens(tokens) }
  /** The session of somebody else that was kept until now. */
  let others: SignedIn | undefined
  const change: Change = (contents) => {
    const { pending, signedIn: before } = contents
    if (before?.id === signedIn.id) return contents
    const isOurs = pending?.authorization.deviceCode === code
    // Another who polls with us is refused once the grant is ours: a code works once.
    const isGivenUp = !isOurs && !isEmpty(contents) && contents.ended?.by !== 'server'
    if (isGivenUp && keeping.storedCode === code) return undefined
    others = before && areOfOnePerson(before.tokens, signedIn.tokens) === false ? before : undefined
    const kept = before && !others ? withReplaced(signedIn, ...(before.replaced ?? []), before.tokens) : signedIn
    return { pending: isOurs ? undefined : pending, signedIn: kept }
  }
  const { shown } = keeping
  const outcome = await keepTokens(keeping, change, ({ contents, isApplied, isSaved }): PollOutcome => {
    if (!isApplied) {
      void quietly(discard(keeping, contents, tokens))
      tellGivenUp(keeping, shown, contents)
      return outcomeElsewhere(keeping, contents)
    }
    // The old grant outlives the new one until that is durable: a crash in between must not leave the person with neither.
    if (isSaved && others) void revokeReplaced(keeping, withReplaced(others, others.tokens))
    return { type: 'granted', tokens: handOut(keeping, signedIn), unsaved: !isSaved }
  })
  tellOthers(keeping)
  return outcome
}
