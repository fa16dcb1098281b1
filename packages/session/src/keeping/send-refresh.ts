import { isTransientFault } from '@device-flow/machine'
import type { DeviceFlowError, RefreshOutcome, TokenSet, TransientFault } from '@device-flow/machine'
import { isDeclined, mergeTokens, withRefreshToken } from '@device-flow/machine/adapter'
import type { RefreshWait } from '@device-flow/machine/tokens'
import { isAlive, isSameResponse } from '../record/life.ts'
import type { Declined, Refresh, SignedIn } from '../record/record.ts'
import { readableTokens } from '../record/readable.ts'
import { secretTokens } from '../record/secrets.ts'
import { arrivedAt } from './arrived-at.ts'
import { ofTokens } from './contents.ts'
import type { Change, Contents } from './contents.ts'
import { sessionEndedError } from './ends.ts'
import { handOut, keepTokens } from './keep-tokens.ts'
import { keepOwn, quietly } from './keeping.ts'
import type { Keeping } from './keeping.ts'
import { DEFAULT_GRACE_MS, isSame, waitAfter } from './refresh-rules.ts'
import { discard, revokeReplaced } from './replaced.ts'
import { pause } from './pause.ts'

/** The longest that the end of a session waits for the server to revoke what that session has replaced. */
const REVOCATION_LIMIT_MS = 1_000

const noWait = { refreshNotBefore: undefined, refreshWaitsSince: undefined } satisfies RefreshWait

/**
 * Sends a refresh whose intent is written, and keeps what comes of it before anybody has it; undefined when it was not sent, because
 * `mayBeSent` said no in the end.
 *
 * @param earlier the refresh with the same token whose response was lost
 */
export async function sendRefresh(
  keeping: Keeping,
  sent: SignedIn,
  earlier: Refresh | undefined,
  mayBeSent: () => boolean,
): Promise<RefreshOutcome | undefined> {
  let outcome: RefreshOutcome
  let isOvertaken = false
  const isInTime = (): boolean => {
    isOvertaken = !mayBeSent()
    return !isOvertaken
  }
  const mayStillSend = async (): Promise<boolean> => {
    // Others can only have gone on where they have written: what cannot be read may be theirs.
    isOvertaken = !(await hasTurn(keeping, sent).catch(() => false))
    return !isOvertaken && isInTime()
  }
  try {
    outcome = await keeping.services.refreshTokens(secretTokens(sent.tokens), { mayStillSend, isInTime })
  } catch (error) {
    if (isOvertaken) return undefined
    const fault = isTransientFault(error) ? error : undefined
    const graceMs = keeping.services.refreshGraceMs ?? DEFAULT_GRACE_MS
    const receivedAt = arrivedAt(keeping, fault?.receivedAt)
    const declined = declinedBy(fault, receivedAt)
    // Those who ask too soon after a no hear that, and not of a wait, unless the server has asked for one.
    const isWait = fault && (!declined || fault.retryAfterMs)
    const wait = isWait ? waitAfter({ ...fault, receivedAt }, earlier, graceMs) : {}
    if (fault?.refreshToken) {
      await keepRefreshToken(keeping, sent, fault, wait)
      throw error
    }
    // What may have reached the server stays noted, with what surely did not all is as before.
    const left = fault && fault.sentAt === undefined ? earlier : sent.refresh
    await leaveIntent(keeping, sent, left, { wait, declined })
    throw error
  }
  return outcome.type === 'refreshed'
    ? keepRefreshed(keeping, sent, outcome.tokens)
    : noteRefusal(keeping, sent, outcome)
}

/**
 * A change of the session while it has the tokens that were sent, or the intent: one that sent the same token before us may have written
 * what it brought. Once others have renewed that, theirs counts.
 */
function ofRefresh(sent: SignedIn, change: (signedIn: SignedIn, rest: Contents) => Contents | undefined): Change {
  return ({ signedIn, ...rest }) =>
    signedIn?.id === sent.id && (isSameResponse(signedIn.tokens, sent.tokens) || isSame(signedIn.refresh, sent.refresh))
      ? change(signedIn, rest)
      : undefined
}

/** Whether the record has the intent still: whoever takes the turn over writes another in its place. */
async function hasTurn({ record }: Keeping, { tokens, refresh }: SignedIn): Promise<boolean> {
  const { signedIn } = (await record.read()).contents
  return isSameResponse(signedIn?.tokens, tokens) && isSame(signedIn?.refresh, refresh)
}

function keepRefreshed(keeping: Keeping, sent: SignedIn, renewed: TokenSet): Promise<RefreshOutcome> {
  const now = keeping.clock.now()
  // Without what says nothing: a refresh token that is null is none in place of the one before.
  const arrived = mergeTokens(secretTokens(sent.tokens), secretTokens(readableTokens(renewed, now)))
  const tokens = readableTokens(arrived, now)
  // What others have noted of the session meanwhile stays: tokens that go with it when it is signed out, say.
  const commit = ofRefresh(sent, (signedIn, rest) => ({
    ...rest,
    signedIn: {
      ...signedIn,
      tokens,
      // Another has sent the same token after us, and some servers replace then what they gave us: what that one brings is newer.
      refresh: isSame(signedIn.refresh, sent.refresh) ? undefined : signedIn.refresh,
      ...noWait,
      refused: undefined,
      declined: undefined,
    },
  }))
  const change: Change = (contents) => (isSameResponse(contents.signedIn?.tokens, tokens) ? contents : commit(contents))
  return keepTokens(keeping, change, ({ contents, isApplied, isSaved }): RefreshOutcome => {
    // Where others have written meanwhile, that counts: their tokens, or the end of the session, for which what arrived is revoked.
    const { signedIn } = contents
    if (signedIn?.id === sent.id) {
      return { type: 'refreshed', tokens: handOut(keeping, signedIn), unsaved: isApplied && !isSaved }
    }
    void quietly(discard(keeping, contents, arrived))
    return { type: 'refused', error: sessionEndedError(contents) }
  })
}

/** Keeps the refresh token of a response that cannot be used otherwise, before the fault is told: the next refresh is to send that one. */
async function keepRefreshToken(
  keeping: Keeping,
  sent: SignedIn,
  fault: TransientFault,
  wait: RefreshWait,
): Promise<void> {
  const left = withRefreshToken(secretTokens(sent.tokens), fault)
  const tokens = readableTokens(left, keeping.clock.now())
  const change: Change = (contents) => {
    const { signedIn } = contents
    if (signedIn?.id !== sent.id || !isSameResponse(signedIn.tokens, sent.tokens)) return undefined
    if (signedIn.tokens.refreshToken === tokens.refreshToken) return contents
    // Another has sent the same token, and has kept what that brought.
    if (signedIn.tokens.refreshToken !== sent.tokens.refreshToken) return undefined
    const refresh = isSame(signedIn.refresh, sent.refresh) ? undefined : signedIn.refresh
    return { ...contents, signedIn: { ...signedIn, tokens, refresh, ...noWait, ...wait } }
  }
  const { contents, isApplied } = await keeping.record.keep(change)
  if (!isApplied) void quietly(discard(keeping, contents, left))
}

async function noteRefusal(
  keeping: Keeping,
  sent: SignedIn,
  outcome: RefreshOutcome & { type: 'refused' },
): Promise<RefreshOutcome> {
  const { reason, error: code, message } = outcome.error
  if (reason !== 'signedOut' && reason !== 'invalidIdToken') {
    // A verdict about the client or the request, which leaves the session; without a code of the server's, the token may be used up.
    const declined = { at: arrivedAt(keeping, outcome.receivedAt), reason, error: code, message }
    await leaveIntent(keeping, sent, code === undefined ? sent.refresh : undefined, { declined })
    return outcome
  }
  const { signedIn } = await keepRefusal(keeping, sent, outcome)
  const isRenewed = signedIn?.id === sent.id && !isSameResponse(signedIn.tokens, sent.tokens)
  if (!isRenewed) return outcome
  await leaveIntent(keeping, sent, undefined, {})
  return { type: 'refreshed', tokens: handOut(keeping, signedIn) }
}

/** Keeps that the server no longer renews the tokens: until the access token dies, they can be used. */
export async function keepRefusal(
  keeping: Keeping,
  sent: SignedIn,
  { error, receivedAt }: { error: DeviceFlowError; receivedAt?: number },
): Promise<Contents> {
  const at = arrivedAt(keeping, receivedAt)
  const said = { at, message: error.message, error: error.error }
  const isOver = receivedAt === undefined || !isAlive(sent.tokens, at) || error.reason !== 'signedOut'
  let over: SignedIn | undefined
  const { contents, isApplied } = await keepOwn(
    keeping,
    ofTokens(sent, (signedIn, rest) => {
      if (!isOver) return { ...rest, signedIn: { ...signedIn, refresh: undefined, refused: said } }
      over = signedIn
      // A login that is under way goes on: somebody signs in anew, as T4 offers.
      return { ended: { ...said, by: 'server' }, pending: rest.pending }
    }),
  )
  // There will be no sign-out for them to go with, and a process that is told of the end may be gone at once.
  if (isApplied && over?.replaced) await pause(keeping.clock, REVOCATION_LIMIT_MS, revokeReplaced(keeping, over))
  return contents
}

/** Takes the intent of a refresh that was not sent off the tokens that others have brought meanwhile: those were not sent at all. */
export async function withdrawIntent({ record }: Keeping, sent: SignedIn): Promise<void> {
  await record.keep(({ signedIn, ...rest }) =>
    signedIn && isSame(signedIn.refresh, sent.refresh) && !isSameResponse(signedIn.tokens, sent.tokens)
      ? { ...rest, signedIn: { ...signedIn, refresh: undefined } }
      : undefined,
  )
}

/** What is noted of a refresh that was answered by a no which is not OAuth. */
function declinedBy(fault: TransientFault | undefined, at: number): Declined | undefined {
  if (!fault || !isDeclined(fault)) return undefined
  const { message, error, status } = fault
  return { at, reason: 'invalidResponse', message, error, status }
}

/** Ends our turn: the intent goes, or stays as the one of a request whose response is lost. */
async function leaveIntent(
  keeping: Keeping,
  sent: SignedIn,
  left: Refresh | undefined,
  { wait, declined }: Pick<SignedIn, 'declined'> & { wait?: RefreshWait },
): Promise<void> {
  const leave = ofRefresh(sent, (signedIn, rest) => {
    // Another has taken the turn over meanwhile, or we have sent anew: that is another refresh.
    if (!isSame(signedIn.refresh, sent.refresh)) return undefined
    // Until the server has answered otherwise, what it said stays.
    const noted = {
      refresh: left && { ...left, lost: true as const },
      ...noWait,
      ...wait,
      declined: declined ?? signedIn.declined,
    }
    return { ...rest, signedIn: { ...signedIn, ...noted } }
  })
  await keeping.record.keep(leave)
}
