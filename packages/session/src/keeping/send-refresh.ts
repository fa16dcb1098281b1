import { isTransientFault } from '@device-flow/machine'
import type { RefreshOutcome, TransientFault } from '@device-flow/machine'
import { isDeclined } from '@device-flow/machine/adapter'
import { isSameResponse } from '../record/life.ts'
import type { Declined, Refresh, SignedIn } from '../record/record.ts'
import { secretTokens } from '../record/secrets.ts'
import { arrivedAt } from './arrived-at.ts'
import { keepRefreshed, keepRefreshToken } from './keep-refreshed.ts'
import { keepRefusal } from './keep-refusal.ts'
import { handOut } from './keep-tokens.ts'
import type { Keeping } from './keeping.ts'
import { hasIntent, leaveIntent, lostIntent } from './refresh-intent.ts'
import { graceOf, waitAfter } from './refresh-rules.ts'

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
    isOvertaken = !(await hasIntent(keeping, sent).catch(() => false))
    return !isOvertaken && isInTime()
  }
  try {
    outcome = await keeping.services.refreshTokens(secretTokens(sent.tokens), { mayStillSend, isInTime })
  } catch (error) {
    if (isOvertaken) return undefined
    await noteFault(keeping, sent, earlier, isTransientFault(error) ? error : undefined)
    throw error
  }
  return outcome.type === 'refreshed'
    ? keepRefreshed(keeping, sent, outcome.tokens)
    : noteRefusal(keeping, sent, outcome)
}

/** Notes that a refresh has brought no tokens, and when the next may leave. */
async function noteFault(
  keeping: Keeping,
  sent: SignedIn,
  earlier: Refresh | undefined,
  fault: TransientFault | undefined,
): Promise<void> {
  const receivedAt = arrivedAt(keeping, fault?.receivedAt)
  const declined = fault && declinedBy(fault, receivedAt)
  // Those who ask too soon after a no hear that, and not of a wait, unless the server has asked for one.
  const isWait = fault && (!declined || fault.retryAfterMs)
  const wait = isWait ? waitAfter({ ...fault, receivedAt }, earlier, graceOf(keeping)) : {}
  if (fault?.refreshToken) return keepRefreshToken(keeping, sent, fault, wait)
  // What may have reached the server stays noted, with what surely did not all is as before: who sent it then may live.
  const left = fault && fault.sentAt === undefined ? earlier : lostIntent(sent)
  await leaveIntent(keeping, sent, left, { wait, declined })
}

/** What is noted of a refresh that was answered by a no which is not OAuth. */
function declinedBy(fault: TransientFault, at: number): Declined | undefined {
  const { message, error, status } = fault
  return isDeclined(fault) ? { at, reason: 'invalidResponse', message, error, status } : undefined
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
    await leaveIntent(keeping, sent, code === undefined ? lostIntent(sent) : undefined, { declined })
    return outcome
  }
  const { signedIn } = await keepRefusal(keeping, sent, outcome)
  const isRenewed = signedIn?.id === sent.id && !isSameResponse(signedIn.tokens, sent.tokens)
  if (!isRenewed) return outcome
  await leaveIntent(keeping, sent, undefined, {})
  return { type: 'refreshed', tokens: handOut(keeping, signedIn) }
}
