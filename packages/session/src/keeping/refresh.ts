import { TransientFault } from '@device-flow/machine'
import type { RefreshOutcome, TokenSet } from '@device-flow/machine'
import { isAlive, isSameResponse } from '../record/life.ts'
import type { Refresh, SignedIn } from '../record/record.ts'
import { clearTokens } from '../record/secrets.ts'
import { randomName } from '../random-name.ts'
import { storageError } from './ends.ts'
import { handOut, idOf, keepOwn, show, tellOthers } from './keeping.ts'
import type { Keeping } from './keeping.ts'
import type { Reading } from './kept-record.ts'
import { waitForLock } from './refresh-lock.ts'
import {
  DEFAULT_GRACE_MS,
  firstSentAt,
  isSame,
  isUnderWay,
  knownOutcome,
  UNDER_WAY_MS,
  whyNotNow,
} from './refresh-rules.ts'
import type { Held } from './refresh-rules.ts'
import { keepRefusal, sendRefresh } from './send-refresh.ts'
import { pause } from './time-limit.ts'

/** A process that was stopped for so long after it had written its intent looks again before it sends: others may have gone on. */
const STALE_INTENT_MS = 10_000

/** How long to wait before looking again whether another's refresh has brought something. */
const LOOK_MS = 500

/** Others may come in between so often, in a row. */
const MOST_TRIES = 50

// The numbers are those of docs/behaviours.md.

/** Renews the tokens, or takes those that another tab or process has renewed. */
export async function refreshTokens(keeping: Keeping, tokens: TokenSet): Promise<RefreshOutcome> {
  const held = await identify(keeping, tokens)
  const look = async (): Promise<RefreshOutcome | undefined> =>
    takeKnown(keeping, await readOrFail(keeping, tokens), held)
  // R1: most of those who wake at one moment find the work done, and need no lock.
  const known = await look()
  if (known) return known
  const reading = await flushed(keeping, tokens)
  if (!reading.isSaved && reading.contents.signedIn?.id === held.id) {
    return refreshUnsaved(keeping, reading.contents.signedIn)
  }
  const turn = await waitForLock(keeping, look)
  if (turn === 'held') return (await look()) ?? Promise.reject(busyFault(keeping))
  if ('found' in turn) return turn.found
  try {
    return await refreshInTurn(keeping, tokens, held, turn.lease !== undefined)
  } finally {
    await turn.lease?.release()
    tellOthers(keeping)
  }
}

/** Which session the tokens are of. One that comes from elsewhere, and of which nothing is kept, begins to be kept. */
async function identify(keeping: Keeping, tokens: TokenSet): Promise<Held> {
  const held = { accessToken: tokens.accessToken.reveal(), receivedAt: tokens.receivedAt }
  const known = idOf(keeping, tokens)
  if (known !== undefined) return { id: known, tokens: held }
  const given: SignedIn = { id: randomName(), tokens: clearTokens(tokens) }
  const { contents } = await keepOwn(keeping, (before) =>
    before.signedIn || before.ended ? before : { ...before, signedIn: given },
  )
  return { id: contents.signedIn?.id ?? given.id, tokens: held }
}

/** What the record says without any request, for the chart to hold from now on. */
async function takeKnown(keeping: Keeping, reading: Reading, held: Held): Promise<RefreshOutcome | undefined> {
  const { contents, isSaved } = reading
  const now = keeping.clock.now()
  const outcome = knownOutcome(contents, held, now)
  if (!outcome) return undefined
  show(keeping, reading)
  const { signedIn } = contents
  if (signedIn?.id !== held.id) return outcome
  if (outcome.type === 'refreshed') {
    handOut(keeping, outcome.tokens, held.id)
    return isSaved ? outcome : { ...outcome, unsaved: true }
  }
  if (!isAlive(signedIn.tokens, now)) await keepRefusal(keeping, signedIn, { error: outcome.error })
  return outcome
}

/** Looks again, under the lock or where there can be none, and notes that the refresh leaves before it does. */
async function refreshInTurn(
  keeping: Keeping,
  tokens: TokenSet,
  held: Held,
  hasLock: boolean,
): Promise<RefreshOutcome> {
  const { clock, owner, services } = keeping
  const graceMs = services.refreshGraceMs ?? DEFAULT_GRACE_MS
  const startedAt = clock.monotonic()
  /** The intent that we have written and not acted upon, and what was in its place. */
  let unsent: { intent: Refresh; earlier: Refresh | undefined } | undefined

  for (let tries = 0; tries < MOST_TRIES;) {
    // R3: the one before us may have done it.
    const reading = await readOrFail(keeping, tokens)
    const now = clock.now()
    const known = await takeKnown(keeping, reading, held)
    const { signedIn } = reading.contents
    if (known || !signedIn) return known ?? Promise.reject(busyFault(keeping))

    // R11: one who sent it and died, or we ourselves in vain.
    const earlier = unsent && isSame(signedIn.refresh, unsent.intent) ? unsent.earlier : signedIn.refresh
    // With the lock, its sender is dead or has lost its turn. Without, it may still be at work.
    const mayBeUnderWay = !hasLock && isUnderWay(earlier, owner, now) && clock.monotonic() - startedAt < UNDER_WAY_MS
    if (mayBeUnderWay) {
      await pause(clock, LOOK_MS).over
      continue
    }
    const whyNot = (at: number): TransientFault | undefined => whyNotNow({ ...signedIn, refresh: earlier }, at, graceMs)
    const fault = whyNot(now)
    if (fault) throw fault

    // R4: should this process die, others must know.
    const intent: Refresh = { sentAt: now, owner, ...(earlier && { firstSentAt: firstSentAt(earlier) }) }
    if (await writeIntent(keeping, reading, { ...signedIn, refresh: intent })) {
      // That may have taken long, or the process was stopped. From here on, it leaves within one turn.
      const sendsAt = clock.now()
      const isFresh = sendsAt >= now && sendsAt - now < STALE_INTENT_MS
      if (isFresh && !whyNot(sendsAt)) return sendRefresh(keeping, { ...signedIn, refresh: intent }, earlier)
      unsent = { intent, earlier }
    }
    tries++
  }
  throw busyFault(keeping)
}

/** Nobody else has these tokens: no lock can help, and the intent is in memory like them. */
async function refreshUnsaved(keeping: Keeping, signedIn: SignedIn): Promise<RefreshOutcome> {
  const { record, clock, owner, services } = keeping
  const { refresh: earlier, tokens } = signedIn
  const now = clock.now()
  const fault = whyNotNow({ ...signedIn, refresh: earlier }, now, services.refreshGraceMs ?? DEFAULT_GRACE_MS)
  if (fault) throw fault
  const intent: Refresh = { sentAt: now, owner, ...(earlier && { firstSentAt: firstSentAt(earlier) }) }
  await record.keep(({ signedIn: kept, ...rest }) =>
    kept && isSameResponse(kept.tokens, tokens) ? { ...rest, signedIn: { ...kept, refresh: intent } } : undefined,
  )
  return sendRefresh(keeping, { ...signedIn, refresh: intent }, earlier)
}

async function writeIntent(keeping: Keeping, reading: Reading, signedIn: SignedIn): Promise<boolean> {
  try {
    return await keeping.record.writeIf(reading, { ...reading.contents, signedIn })
  } catch (error) {
    // Sent without it, a crash would leave the others with a used token, and no sign that it is.
    throw storeFault(keeping, signedIn.tokens, error)
  }
}

/** Tries to store what is in memory only, and reads. */
async function flushed(keeping: Keeping, tokens: TokenSet): Promise<Reading> {
  const reading = await readOrFail(keeping, tokens)
  if (reading.isSaved) return reading
  await keeping.record.change((contents) => contents).catch(() => {})
  return readOrFail(keeping, tokens)
}

async function readOrFail(keeping: Keeping, tokens: TokenSet): Promise<Reading> {
  try {
    return await keeping.record.read()
  } catch (error) {
    throw storeFault(keeping, tokens, error)
  }
}

/** While the access token lives, a store that fails is a blip; then it is the reason why the session cannot be used. */
function storeFault({ clock }: Keeping, tokens: Pick<TokenSet, 'expiresAt' | 'receivedAt'>, cause: unknown): Error {
  const error = storageError(cause)
  const now = clock.now()
  return isAlive(tokens, now) ? new TransientFault('busy', error.message, { receivedAt: now, cause }) : error
}

function busyFault({ clock }: Keeping): TransientFault {
  const message = 'Another tab or process is renewing the session, and did not finish in time. Try again.'
  return new TransientFault('busy', message, { receivedAt: clock.now() })
}
