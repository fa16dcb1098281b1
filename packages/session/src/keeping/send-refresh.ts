import { isTransientFault } from '@device-flow/machine'
import type { DeviceFlowError, RefreshOutcome, TokenSet } from '@device-flow/machine'
import { mergeTokens } from '@device-flow/machine/adapter'
import { isAlive, isSameResponse } from '../record/life.ts'
import type { Refresh, SignedIn } from '../record/record.ts'
import { clearTokens, secretTokens } from '../record/secrets.ts'
import { handOut, keepOwn, tellLate } from './keeping.ts'
import { sessionEndedError } from './ends.ts'
import type { Keeping } from './keeping.ts'
import type { Change, Contents } from './contents.ts'
import { isSame } from './refresh-rules.ts'
import { discard } from './replaced.ts'

/**
 * Sends a refresh whose intent is written, and keeps what comes of it before anybody has it.
 *
 * @param earlier the refresh with the same token whose response was lost
 */
export async function sendRefresh(
  keeping: Keeping,
  sent: SignedIn,
  earlier: Refresh | undefined,
): Promise<RefreshOutcome> {
  const tokens = secretTokens(sent.tokens)
  let outcome: RefreshOutcome
  try {
    outcome = await keeping.services.refreshTokens(tokens)
  } catch (error) {
    await noteFailure(keeping, sent, earlier, error)
    throw error
  }
  return outcome.type === 'refreshed'
    ? keepRefreshed(keeping, sent, mergeTokens(tokens, outcome.tokens))
    : noteRefusal(keeping, sent, outcome)
}

/** A change of the session while it still has the tokens that were sent: once others have renewed them, theirs count. */
function ifUnchanged(sent: SignedIn, change: (signedIn: SignedIn, rest: Contents) => Contents | undefined): Change {
  return ({ signedIn, ...rest }) =>
    signedIn && isSameResponse(signedIn.tokens, sent.tokens) ? change(signedIn, rest) : undefined
}

async function keepRefreshed(keeping: Keeping, sent: SignedIn, tokens: TokenSet): Promise<RefreshOutcome> {
  const { refresh: _done, refused: _over, refreshNotBefore: _passed, ...kept } = sent
  const renewed: SignedIn = { ...kept, tokens: clearTokens(tokens) }
  const commit = ifUnchanged(sent, (_, rest) => ({ ...rest, signedIn: renewed }))
  const change: Change = (contents) =>
    isSameResponse(contents.signedIn?.tokens, renewed.tokens) ? contents : commit(contents)
  const result = await keepOwn(keeping, change, (isApplied) => {
    tellLate(keeping, isApplied)
    if (!isApplied) void keeping.look().then(() => giveBack(keeping, keeping.shown, sent, tokens))
  })
  if (!result.isApplied) return giveBack(keeping, result.contents, sent, tokens)
  handOut(keeping, tokens, sent.id)
  return { type: 'refreshed', tokens, ...(!result.isSaved && { unsaved: true }) }
}

/** What counts when others have written meanwhile: theirs. After a sign-out, what arrived is revoked. */
function giveBack(keeping: Keeping, contents: Contents, sent: SignedIn, arrived: TokenSet): RefreshOutcome {
  if (contents.signedIn?.id !== sent.id) {
    discard(keeping, contents, arrived)
    return { type: 'refused', error: sessionEndedError(contents) }
  }
  return adopt(keeping, contents.signedIn)
}

function adopt(keeping: Keeping, signedIn: SignedIn): RefreshOutcome {
  const tokens = secretTokens(signedIn.tokens)
  handOut(keeping, tokens, signedIn.id)
  return { type: 'refreshed', tokens }
}

async function noteRefusal(
  keeping: Keeping,
  sent: SignedIn,
  outcome: RefreshOutcome & { type: 'refused' },
): Promise<RefreshOutcome> {
  const { reason, error: code } = outcome.error
  if (reason !== 'signedOut' && reason !== 'invalidIdToken') {
    // A verdict about the client or the request, which leaves the session; without a code of the server's, the token may be used up.
    await leaveIntent(keeping, sent, code === undefined ? sent.refresh : undefined)
    return outcome
  }
  const contents = await keepRefusal(keeping, sent, outcome)
  const theirs = contents.signedIn
  const isRenewed = theirs?.id === sent.id && !isSameResponse(theirs.tokens, sent.tokens)
  return isRenewed ? adopt(keeping, theirs) : outcome
}

/** Keeps that the server no longer renews the tokens: until the access token dies, they can be used. */
export async function keepRefusal(
  keeping: Keeping,
  sent: SignedIn,
  { error, receivedAt }: { error: DeviceFlowError; receivedAt?: number },
): Promise<Contents> {
  const at = receivedAt ?? keeping.clock.now()
  const said = { at, message: error.message, ...(error.error !== undefined && { error: error.error }) }
  const isOver = receivedAt === undefined || !isAlive(sent.tokens, at) || error.reason !== 'signedOut'
  const { contents } = await keepOwn(
    keeping,
    ifUnchanged(sent, ({ refresh: _answered, ...signedIn }, rest) =>
      isOver ? { ended: { ...said, by: 'server' } } : { ...rest, signedIn: { ...signedIn, refused: said } },
    ),
  )
  return contents
}

/** After a request without a response: what may have reached the server stays noted, with what surely did not all is as before. */
async function noteFailure(
  keeping: Keeping,
  sent: SignedIn,
  earlier: Refresh | undefined,
  error: unknown,
): Promise<void> {
  const isUnsent = isTransientFault(error) && error.sentAt === undefined
  const left = isUnsent ? earlier : sent.refresh
  const notBefore = isTransientFault(error) && error.retryAfterMs ? error.receivedAt + error.retryAfterMs : undefined
  await leaveIntent(keeping, sent, left, notBefore)
}

/** Ends our turn: the intent goes, or stays as the one of a request whose response is lost. */
async function leaveIntent(
  keeping: Keeping,
  sent: SignedIn,
  left: Refresh | undefined,
  refreshNotBefore?: number,
): Promise<void> {
  const change = ifUnchanged(sent, ({ refresh, ...signedIn }, rest) => {
    // Another has taken the turn over meanwhile, or we have sent anew: that is another refresh.
    if (!sent.refresh || !isSame(refresh, sent.refresh)) return undefined
    const noted = {
      ...(left && { refresh: { ...left, lost: true } as const }),
      ...(refreshNotBefore && { refreshNotBefore }),
    }
    return { ...rest, signedIn: { ...signedIn, ...noted } }
  })
  await keeping.record.keep(change)
}
