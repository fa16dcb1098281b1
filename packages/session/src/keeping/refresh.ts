import { DeviceFlowError, TransientFault } from '@device-flow/machine'
import type { RefreshOutcome, TokenSet } from '@device-flow/machine'
import { isAlive, isSameResponse, isUsable } from '../record/life.ts'
import type { Declined, Refresh, SignedIn } from '../record/record.ts'
import { readableTokens } from '../record/readable.ts'
import { toRefusal } from '../record/to-session.ts'
import type { Lease } from '../locks/lock.ts'
import { randomName } from '../random-name.ts'
import { SessionStoreError } from '../stores/store-error.ts'
import { ofTokens } from './contents.ts'
import { sessionEndedError, storageError } from './ends.ts'
import { handOut } from './keep-tokens.ts'
import { keepOwn, quietly, noteShown, tellOthers } from './keeping.ts'
import type { Keeping } from './keeping.ts'
import type { Reading } from './kept-record.ts'
import { pause } from './pause.ts'
import {
  DEFAULT_GRACE_MS,
  firstSentAt,
  isDeclinedLately,
  isSame,
  isUnderWay,
  mayBeUnsaved,
  UNDER_WAY_MS,
  whyNotNow,
} from './refresh-rules.ts'
import { keepRefusal, sendRefresh, withdrawIntent } from './send-refresh.ts'
import { RETRY_MS } from './unsaved-changes.ts'
import { giveBack, waitForLock } from './wait-for-lock.ts'

/**
 * A process that was stopped for so long after it had written its intent looks again before it sends: others may have gone on. The lease
 * of one that is stopped is over 20 s after it was last renewed, which was up to 5 s before.
 */
const STALE_INTENT_MS = 10_000

/** How long the lock is waited for: longer than a refresh may take (30 s). */
const WAIT_MS = 35_000
/** After how long it may be taken from its holder: longer than a refresh and its write. */
const LEASE_MS = 60_000

/** How long to wait before looking again whether another's refresh has brought something. */
const LOOK_MS = 500

/** Others may come in between so often, in a row. */
const MOST_TRIES = 50

/** Renews the tokens, or takes those that another tab or process has renewed. */
export function refreshTokens(keeping: Keeping, tokens: TokenSet): Promise<RefreshOutcome> {
  // One at a time: the lock and the intent tell keepers apart, not the callers of one.
  const refresh = Promise.resolve(keeping.refreshing).then(() => refreshOnce(keeping, tokens))
  keeping.refreshing = quietly(refresh)
  return refresh.catch((error: unknown) => {
    throw error instanceof SessionStoreError ? storeFault(keeping, tokens, error) : error
  })
}

// The numbers are those of docs/behaviours.md.

async function refreshOnce(keeping: Keeping, tokens: TokenSet): Promise<RefreshOutcome> {
  const { record, key } = keeping
  const held = await identify(keeping, tokens)
  let reading = await record.read()
  if (!reading.isSaved) {
    await record.change((contents) => contents).catch(() => {})
    reading = await record.read()
  }
  // R1: most of those who wake at one moment find the work done, and need no lock.
  const known = await takeKnown(keeping, reading, held)
  if (known) return known
  // Tokens that could not be stored nobody else has: no lock can help.
  const wait = { name: key, waitMs: WAIT_MS, leaseMs: LEASE_MS }
  const lease = reading.isSaved
    ? await waitForLock(keeping, wait, async () => !!(await look(keeping, held)))
    : 'impossible'
  if (lease === 'held') return (await look(keeping, held)) ?? Promise.reject(busyFault(keeping))
  const turn = takeTurn(keeping, held, lease)
  keeping.turn = quietly(turn).finally(() => (keeping.turn = undefined))
  return turn
}

async function takeTurn(keeping: Keeping, held: SignedIn, lease: Lease | 'impossible'): Promise<RefreshOutcome> {
  try {
    return await refreshInTurn(keeping, held, lease !== 'impossible')
  } catch (error) {
    // One that was stopped, and finds its deadline over, has what others have renewed meanwhile.
    const known = await look(keeping, held).catch(() => undefined)
    if (known) return known
    throw error
  } finally {
    await giveBack(keeping.clock, lease)
    tellOthers(keeping)
  }
}

/** The session of the tokens, as the chart holds it. One that comes from elsewhere, where nothing is kept, begins to be kept. */
async function identify(keeping: Keeping, tokens: TokenSet): Promise<SignedIn> {
  const id = keeping.sessions.get(tokens.accessToken)
  const held: SignedIn = { id: id ?? randomName(), tokens: readableTokens(tokens, keeping.clock.now()) }
  if (id !== undefined) return held
  const { contents } = await keepOwn(keeping, (before) =>
    before.signedIn || before.ended ? before : { ...before, signedIn: held },
  )
  return { ...held, id: contents.signedIn?.id ?? held.id }
}

/**
 * What the record says without any request, for the chart to hold from now on: others have renewed the tokens, or ended the session, or the
 * server renews them no longer.
 */
async function takeKnown(keeping: Keeping, reading: Reading, held: SignedIn): Promise<RefreshOutcome | undefined> {
  const { contents, isSaved } = reading
  const { signedIn } = contents
  const now = keeping.clock.now()
  if (signedIn?.id !== held.id) {
    noteShown(keeping, reading)
    return { type: 'refused', error: sessionEndedError(contents) }
  }
  const { tokens, refused } = signedIn
  if (!isSameResponse(tokens, held.tokens) && isUsable(tokens, now)) {
    noteShown(keeping, reading)
    return { type: 'refreshed', tokens: handOut(keeping, signedIn), unsaved: !isSaved }
  }
  if (!refused) return undefined
  noteShown(keeping, reading)
  const error = toRefusal(refused)
  if (!isAlive(tokens, now)) await keepRefusal(keeping, signedIn, { error })
  return { type: 'refused', error, receivedAt: refused.at }
}

async function look(keeping: Keeping, held: SignedIn): Promise<RefreshOutcome | undefined> {
  return takeKnown(keeping, await keeping.record.read(), held)
}

/** Looks again, under the lock or where there can be none, and notes that the refresh leaves before it does. */
async function refreshInTurn(keeping: Keeping, held: SignedIn, hasLock: boolean): Promise<RefreshOutcome> {
  const { record, clock, owner, services } = keeping
  const graceMs = services.refreshGraceMs ?? DEFAULT_GRACE_MS
  /** Since when others are waited for: a process that was stopped begins anew, or its wait would be over when it goes on. */
  let waitsSince = clock.monotonic()
  /** The intent that we have written and not acted upon, and what was in its place. */
  let unsent: { intent: Refresh; earlier: Refresh | undefined } | undefined

  for (let tries = 0; tries < MOST_TRIES;) {
    // R3: the one before us may have done it.
    const reading = await record.read()
    const now = clock.now()
    const readAt = clock.monotonic()
    const known = await takeKnown(keeping, reading, held)
    if (known) return known
    // Else it would be known that it has ended.
    const signedIn = reading.contents.signedIn!

    // R11: one who sent it and died, or we ourselves in vain.
    const earlier = unsent && isSame(signedIn.refresh, unsent.intent) ? unsent.earlier : signedIn.refresh
    // With the lock, its sender is dead or has lost its turn. Without, it may still be at work; and so may one that has taken ours.
    const isOvertaken = unsent !== undefined && earlier !== unsent.earlier
    const mayBeUnderWay =
      (!hasLock || isOvertaken) && isUnderWay(earlier, owner, now) && clock.monotonic() - waitsSince < UNDER_WAY_MS
    if (mayBeUnderWay) {
      await pause(clock, LOOK_MS)
      continue
    }
    const fault = whyNotNow(signedIn, earlier, now, graceMs)
    if (fault) throw fault
    const { declined } = signedIn
    if (isDeclinedLately(declined, now)) return declinedAgain(declined)

    // R4: should this process die, others must know.
    const intent: Refresh = { sentAt: now, owner, firstSentAt: firstSentAt(earlier) }
    const sent: SignedIn = { ...signedIn, refresh: intent }
    if (await writeIntent(keeping, reading, sent)) {
      // The store is well, then: whoever could not write to it until now does in a moment, and the look before the sending sees it.
      if (mayBeUnsaved(earlier, owner, now)) await pause(clock, 2 * RETRY_MS)
      // That may have taken long, and discovery after it, or the process was stopped.
      const mayBeSent = (): boolean => {
        const sendsAt = clock.now()
        const ageMs = Math.max(sendsAt - now, clock.monotonic() - readAt)
        return sendsAt >= now && ageMs < STALE_INTENT_MS && !whyNotNow(signedIn, earlier, sendsAt, graceMs)
      }
      const outcome = mayBeSent() ? await sendRefresh(keeping, sent, earlier, mayBeSent) : undefined
      if (outcome) return outcome
      await withdrawIntent(keeping, sent)
      unsent = { intent, earlier }
      waitsSince = clock.monotonic()
    }
    tries++
  }
  throw busyFault(keeping)
}

/** Stored where others have the tokens: sent without it, a crash would leave them with a used token and no sign of it. */
async function writeIntent({ record }: Keeping, reading: Reading, sent: SignedIn): Promise<boolean> {
  if (reading.isSaved) return record.writeIf(reading, { ...reading.contents, signedIn: sent })
  const { isApplied } = await record.keep(
    ofTokens(sent, (signedIn, rest) => ({ ...rest, signedIn: { ...signedIn, refresh: sent.refresh } })),
  )
  return isApplied
}

/** While the access token lives, a store that fails is a blip; then it is the reason why the session cannot be used. */
function storeFault({ clock }: Keeping, tokens: TokenSet, cause: SessionStoreError): Error {
  const now = clock.now()
  return isAlive(tokens, now)
    ? new TransientFault('busy', cause.message, { receivedAt: now, cause })
    : storageError(cause)
}

/** What the server said a moment ago, for those who ask for it again. */
function declinedAgain(declined: Declined): RefreshOutcome {
  const { at: receivedAt, reason, message, error, status } = declined
  if (status !== undefined) throw new TransientFault('invalidResponse', message, { receivedAt, error, status })
  return { type: 'refused', error: new DeviceFlowError(reason, message, { error }), receivedAt }
}

function busyFault({ clock }: Keeping): TransientFault {
  const message = 'Another tab or process is renewing the session, and did not finish in time.'
  return new TransientFault('busy', message, { receivedAt: clock.now() })
}
