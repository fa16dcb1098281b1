import type { DeviceAuthorization, PollOutcome, ServiceCall, TokenSet } from '@device-flow/machine'
import { isTransientFault } from '@device-flow/machine'
import { isWorthKeeping } from '../record/life.ts'
import { areOfOnePerson } from '../record/person.ts'
import type { SignedIn } from '../record/record.ts'
import { readableTokens } from '../record/readable.ts'
import { randomName } from '../random-name.ts'
import { claimPoll } from './claim-poll.ts'
import { isEmpty } from './contents.ts'
import type { Change, Contents } from './contents.ts'
import { loginEndedError } from './ends.ts'
import { handOut, keepTokens } from './keep-tokens.ts'
import { endLogin, loginOf } from './hold-login.ts'
import { behind, noteLogin, noteShown, sessionToHold, tell, tellOthers } from './keeping.ts'
import type { Keeping } from './keeping.ts'
import { noteFault, noteUndecided } from './note-polls.ts'
import { whileRenewed } from './renew-claim.ts'
import { discard, revokeReplaced, withReplaced } from './replaced.ts'
import type { WaitingLogin } from './waiting-login.ts'

/** Polls, unless another tab or process already has: then it tells what that one brought, or when it was. */
export async function pollToken(
  keeping: Keeping,
  authorization: DeviceAuthorization,
  call: ServiceCall,
): Promise<PollOutcome> {
  const login = loginOf(keeping, authorization.deviceCode.reveal())
  const outcome = await pollFor(keeping, login, authorization, call)
  const isGivenUpTooLate = login.isGivenUp && outcome.type === 'granted' && !outcome.unsaved
  return isGivenUpTooLate ? tellOfGrant(keeping) : outcome
}

/**
 * A login was given up as its grant was stored: others who share it may be signed in by now, so it is not revoked. The chart hears of it as
 * of what others do, as what it has given up it would revoke.
 */
async function tellOfGrant(keeping: Keeping): Promise<PollOutcome> {
  const reading = await keeping.record.read().catch(() => undefined)
  const session = reading && sessionToHold(keeping, noteShown(keeping, reading))
  if (session?.type === 'signedIn') tell(keeping, { type: 'sessionChanged', session })
  return { type: 'ended', error: loginEndedError(keeping.shown) }
}

async function pollFor(
  keeping: Keeping,
  login: WaitingLogin,
  authorization: DeviceAuthorization,
  call: ServiceCall,
): Promise<PollOutcome> {
  const { services, clock } = keeping
  const { code } = login
  const { early, over, wasAnswerLost } = await claimPoll(keeping, login)
  const known = early ?? (over && outcomeOf(keeping, login, over))
  if (known) return known
  const isCodeKnown = login.pending?.isCodeKnown
  let outcome: PollOutcome
  try {
    outcome = await whileRenewed(keeping, code, () =>
      services.pollToken(authorization, {
        ...call,
        ...(wasAnswerLost && { wasAnswerLost }),
        ...(isCodeKnown && { isCodeKnown }),
      }),
    )
  } catch (error) {
    await noteFault(keeping, login, isTransientFault(error) ? error : { receivedAt: clock.now() })
    throw error
  }
  if (outcome.type === 'granted') {
    const { tokens } = outcome
    return login.isGivenUp ? discardLateGrant(keeping, tokens) : keepGrant(keeping, login, tokens)
  }
  if (outcome.type !== 'ended') return noteUndecided(keeping, login, outcome)
  const { message, error } = outcome.error
  await endLogin(keeping, code, { at: clock.now(), by: 'server', message, error })
  return outcome
}

/** What has become of a login that no longer waits; undefined where it is to be polled all the same. */
function outcomeOf(keeping: Keeping, login: WaitingLogin, contents: Contents): PollOutcome | undefined {
  const outcome = outcomeElsewhere(keeping, login, contents)
  // Where nothing is stored at all, the storage was cleared: the code is as good as before.
  if (outcome.type === 'ended' && (!login.isStored || isEmpty(contents))) return undefined
  const { shown } = keeping
  if (outcome.type === 'granted') noteShown(keeping, { contents })
  else noteLogin(keeping, { contents })
  tellGivenUp(keeping, shown, contents)
  return outcome
}

/** Whoever listens is to see the same as when the news comes before a poll finds it out. What was given up here is no news. */
function tellGivenUp(keeping: Keeping, { pending }: Contents, { signedIn, ended }: Contents): void {
  if (pending && !signedIn && ended?.by !== 'server') tell(keeping, { type: 'sessionChanged', session: undefined })
}

/** What became of a login that no longer waits: somebody has signed in by it, or otherwise; or it was given up. */
function outcomeElsewhere(keeping: Keeping, { idBefore }: WaitingLogin, contents: Contents): PollOutcome {
  const { signedIn } = contents
  return signedIn && signedIn.id !== idBefore && isWorthKeeping(signedIn, keeping.clock.now())
    ? { type: 'granted', tokens: handOut(keeping, signedIn) }
    : { type: 'ended', error: loginEndedError(contents) }
}

/** Nothing is to be kept, so the store is not waited for: a process that was cancelled has seconds to live. */
function discardLateGrant(keeping: Keeping, tokens: TokenSet): PollOutcome {
  behind(keeping, discard(keeping, keeping.shown, tokens))
  return { type: 'ended', error: loginEndedError(keeping.shown) }
}

/** Keeps the tokens before anybody has them. When the login was given up meanwhile, they are revoked. */
async function keepGrant(keeping: Keeping, login: WaitingLogin, tokens: TokenSet): Promise<PollOutcome> {
  const signedIn: SignedIn = { id: randomName(), tokens: readableTokens(tokens, keeping.clock.now()) }
  /** The session of somebody else that was kept until now. */
  let others: SignedIn | undefined
  const change: Change = (contents) => {
    const { pending, signedIn: before } = contents
    if (before?.id === signedIn.id) return contents
    const isOurs = pending?.authorization.deviceCode === login.code
    // Another who polls with us is refused once the grant is ours: a code works once.
    const isGivenUp = !isOurs && !isEmpty(contents) && contents.ended?.by !== 'server'
    if (isGivenUp && login.isStored) return undefined
    others = before && areOfOnePerson(before.tokens, signedIn.tokens) === false ? before : undefined
    const kept = before && !others ? withReplaced(signedIn, ...(before.replaced ?? []), before.tokens) : signedIn
    return { pending: isOurs ? undefined : pending, signedIn: kept }
  }
  const { shown } = keeping
  login.pending = undefined
  const outcome = await keepTokens(keeping, change, ({ contents, isApplied, isSaved }): PollOutcome => {
    if (!isApplied) {
      behind(keeping, discard(keeping, contents, tokens))
      tellGivenUp(keeping, shown, contents)
      return outcomeElsewhere(keeping, login, contents)
    }
    // The old grant outlives the new one until that is durable: a crash in between must not leave the person with neither.
    if (isSaved && others) behind(keeping, revokeReplaced(keeping, withReplaced(others, others.tokens)))
    return { type: 'granted', tokens: handOut(keeping, signedIn), unsaved: !isSaved }
  })
  tellOthers(keeping)
  return outcome
}
