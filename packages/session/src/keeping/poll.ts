import type { DeviceAuthorization, PollOutcome, ServiceCall, TokenSet } from '@device-flow/machine'
import { isTransientFault } from '@device-flow/machine'
import { isPollUnderWay, isWorthKeeping } from '../record/life.ts'
import type { PendingLogin, SignedIn } from '../record/record.ts'
import { clearTokens, secretTokens } from '../record/secrets.ts'
import { lastContactAt } from '../record/to-session.ts'
import { randomName } from '../random-name.ts'
import { loginEndedError } from './ends.ts'
import { handOut, keepOwn, show, tellLate, tellOthers } from './keeping.ts'
import type { Keeping } from './keeping.ts'
import { areOfOnePerson, discard, revokeReplaced, withReplaced } from './replaced.ts'
import type { Contents } from './contents.ts'
import type { Changed, Reading } from './kept-record.ts'

/** RFC 8628 §3.5: what each `slow_down` adds. */
const SLOW_DOWN_MS = 5_000

/** Polls, unless another tab or process already has: then it tells what that one brought, or when it was. */
export async function pollToken(
  keeping: Keeping,
  authorization: DeviceAuthorization,
  call: ServiceCall,
): Promise<PollOutcome> {
  const code = authorization.deviceCode.reveal()
  const known = await claimPoll(keeping, code)
  if (known) return known
  let outcome: PollOutcome
  try {
    outcome = await keeping.services.pollToken(authorization, call)
  } catch (error) {
    await noteReply(keeping, code, { at: isTransientFault(error) ? error.receivedAt : keeping.clock.now() })
    throw error
  }
  if (outcome.type === 'granted') return keepGrant(keeping, code, outcome)
  if (outcome.type === 'ended') await keepEnd(keeping, code, outcome)
  else await noteReply(keeping, code, { at: outcome.receivedAt, ...slowedDown(outcome) })
  return outcome
}

/**
 * Notes that a poll is about to leave; or says what makes it needless, or too early. What cannot be read or written keeps nobody from
 * polling.
 */
async function claimPoll(keeping: Keeping, code: string): Promise<PollOutcome | undefined> {
  const { record, clock, owner } = keeping
  try {
    for (;;) {
      const reading = await record.read()
      const known = judge(keeping, code, reading)
      if (known) return known
      const { pending } = reading.contents
      if (pending?.authorization.deviceCode !== code) return undefined
      const claimed = { ...reading.contents, pending: { ...pending, poll: { sentAt: clock.now(), owner } } }
      if (await record.writeIf(reading, claimed)) return undefined
    }
  } catch {
    return undefined
  }
}

function judge(keeping: Keeping, code: string, { revision, contents }: Reading): PollOutcome | undefined {
  const { clock, owner, idBefore } = keeping
  const { pending, signedIn } = contents
  if (pending?.authorization.deviceCode === code) {
    const receivedAt = anothersContact(keeping, pending, owner)
    return receivedAt === undefined ? undefined : { type: 'pending', receivedAt }
  }
  if (signedIn && signedIn.id !== idBefore && isWorthKeeping(signedIn, clock.now())) {
    return grantedElsewhere(keeping, contents, signedIn)
  }
  // Where nothing is stored at all, the storage was cleared: the code is as good as before.
  const isGivenUp = keeping.storedCode === code && revision > 0
  return isGivenUp ? { type: 'ended', error: loginEndedError(show(keeping, { contents }).contents) } : undefined
}

/** When another has polled, or had a response, so lately that this poll would be early; undefined when it would not. */
function anothersContact(keeping: Keeping, pending: PendingLogin, owner: string): number | undefined {
  const now = keeping.clock.now()
  if (pending.poll?.owner !== owner && isPollUnderWay(pending, now)) return now
  const contactAt = lastContactAt(pending)
  if (contactAt === keeping.knownReplyAt) return undefined
  if (isWithin(now - contactAt, pending.intervalMs)) return contactAt
  if (now > contactAt) return undefined
  // In the future: the clock was set back. An interval from now is polite, and then it is known.
  keeping.knownReplyAt = contactAt
  return now
}

const isWithin = (age: number, limitMs: number): boolean => age >= 0 && age < limitMs

function slowedDown(outcome: PollOutcome & { type: 'pending' | 'slowDown' }): { slowerThanMs?: number } {
  return outcome.type === 'slowDown' ? { slowerThanMs: outcome.intervalMs ?? 0 } : {}
}

/** Notes when a response arrived, for those who poll with us. */
async function noteReply(
  keeping: Keeping,
  code: string,
  { at, slowerThanMs }: { at: number; slowerThanMs?: number },
): Promise<void> {
  keeping.knownReplyAt = at
  const change = ({ pending, ...rest }: Contents): Contents | undefined => {
    if (pending?.authorization.deviceCode !== code) return undefined
    const { poll: _over, ...kept } = pending
    const intervalMs =
      slowerThanMs === undefined ? pending.intervalMs : Math.max(pending.intervalMs + SLOW_DOWN_MS, slowerThanMs)
    return { ...rest, pending: { ...kept, intervalMs, lastReplyAt: at } }
  }
  await keeping.record.change(change).catch(() => {})
}

/** Keeps what the server decided, for those who poll with us. */
async function keepEnd(keeping: Keeping, code: string, { error }: PollOutcome & { type: 'ended' }): Promise<void> {
  const at = keeping.clock.now()
  const { isApplied } = await keepOwn(keeping, ({ pending, ...rest }) => {
    if (pending?.authorization.deviceCode !== code) return undefined
    if (rest.signedIn) return rest
    return { ended: { at, by: 'server', message: error.message, ...(error.error && { error: error.error }) } }
  })
  if (isApplied) tellOthers(keeping)
}

/** Keeps the tokens before anybody has them. When the login was given up meanwhile, they are revoked. */
async function keepGrant(
  keeping: Keeping,
  code: string,
  { tokens }: PollOutcome & { type: 'granted' },
): Promise<PollOutcome> {
  const signedIn: SignedIn = { id: randomName(), tokens: clearTokens(tokens) }
  /** The session of somebody else that was kept until now. */
  let others: SignedIn | undefined
  const change = (contents: Contents): Contents | undefined => {
    const { pending, signedIn: before, ended } = contents
    if (before?.id === signedIn.id) return contents
    const isOurs = pending?.authorization.deviceCode === code
    const isCleared = !pending && !before && !ended
    if (!isOurs && !isCleared && keeping.storedCode === code) return undefined
    others = before && areOfOnePerson(before.tokens, signedIn.tokens) === false ? before : undefined
    const kept = before && !others ? withReplaced(signedIn, ...(before.replaced ?? []), before.tokens) : signedIn
    return { ...(pending && !isOurs && { pending }), signedIn: kept }
  }
  // The old grant outlives the new one until that is durable: a crash in between must not leave the person with neither.
  const revokeOthers = (): void => {
    if (others) void revokeReplaced(keeping, withReplaced(others, others.tokens))
  }
  const kept = await keepOwn(keeping, change, (isApplied) => {
    if (isApplied) revokeOthers()
    else discard(keeping, keeping.shown, tokens)
    tellLate(keeping, isApplied)
  })
  if (!kept.isApplied) return giveBack(keeping, kept, tokens)
  handOut(keeping, tokens, signedIn.id)
  tellOthers(keeping)
  if (kept.isSaved) revokeOthers()
  return { type: 'granted', tokens, ...(!kept.isSaved && { unsaved: true }) }
}

/** The login was given up, or somebody has signed in otherwise: what arrived is of no use to anyone. */
function giveBack(keeping: Keeping, { contents }: Changed, tokens: TokenSet): PollOutcome {
  discard(keeping, contents, tokens)
  const { signedIn } = contents
  if (signedIn && isWorthKeeping(signedIn, keeping.clock.now())) return grantedElsewhere(keeping, contents, signedIn)
  return { type: 'ended', error: loginEndedError(contents) }
}

function grantedElsewhere(keeping: Keeping, contents: Contents, signedIn: SignedIn): PollOutcome {
  show(keeping, { contents })
  const tokens = secretTokens(signedIn.tokens)
  handOut(keeping, tokens, signedIn.id)
  return { type: 'granted', tokens }
}
