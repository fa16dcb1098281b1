import { DeviceFlowError, TransientFault } from '@device-flow/machine'
import type { RefreshOutcome } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import type { Declined, Refresh, SignedIn } from '../record/record.ts'
import type { Keeping } from './keeping.ts'
import { knownOutcome } from './known-outcome.ts'
import { pause } from './pause.ts'
import { withdrawIntent, writeIntent } from './refresh-intent.ts'
import {
  firstSentAt,
  graceOf,
  isDeclinedLately,
  isSameRefresh,
  isUnderWay,
  mayBeUnsaved,
  UNDER_WAY_MS,
  whyNotNow,
} from './refresh-rules.ts'
import { sendRefresh } from './send-refresh.ts'
import type { Turn } from './turn.ts'
import { RETRY_MS } from './unsaved-changes.ts'

/**
 * A process that was stopped for so long after it had written its intent looks again before it sends: others may have gone on. The lease
 * of one that is stopped is over 20 s after it was last renewed, which was up to 5 s before.
 */
const STALE_INTENT_MS = 10_000

/** For how much longer the lock must be ours as a refresh leaves: it may take 30 s, and its write some more. */
const COVER_MS = 35_000

/** How long to wait before looking again whether another's refresh has brought something. */
const LOOK_MS = 500

/** Others may come in between so often, in a row. */
const MOST_TRIES = 50

/** Looks again, under the lock or where there can be none, and notes that the refresh leaves before it does. */
export async function refreshInTurn(keeping: Keeping, held: SignedIn, turn: Turn): Promise<RefreshOutcome> {
  const { record, clock, owner } = keeping
  const graceMs = graceOf(keeping)
  const hasLock = turn.answer !== 'impossible'
  /** Since when others are waited for: a process that was stopped begins anew, or its wait would be over when it goes on. */
  let waitsSince = clock.monotonic()
  /** The intent that we have written and not acted upon, and what was in its place. */
  let unsent: { intent: Refresh; earlier: Refresh | undefined } | undefined

  for (let tries = 0; tries < MOST_TRIES;) {
    // R3: the one before us may have done it.
    const reading = await record.read()
    const now = clock.now()
    const isRecent = countFromNow(clock)
    const known = await knownOutcome(keeping, reading, held)
    if (known) return known
    // Else it would be known that it has ended.
    const signedIn = reading.contents.signedIn!

    // R11: one who sent it and died, or we ourselves in vain.
    const earlier = unsent && isSameRefresh(signedIn.refresh, unsent.intent) ? unsent.earlier : signedIn.refresh
    // With the lock, its sender is dead or has lost its turn. Without, it may still be at work, as may one that sent without it; and so may
    // one that has taken our turn.
    const isOvertaken = unsent !== undefined && earlier !== unsent.earlier
    const isBeside = !hasLock || earlier?.withoutLock === true
    const mayBeUnderWay =
      (isBeside || isOvertaken) && isUnderWay(earlier, owner, now) && clock.monotonic() - waitsSince < UNDER_WAY_MS
    if (mayBeUnderWay) {
      await pause(clock, LOOK_MS)
      continue
    }
    const fault = whyNotNow(signedIn, earlier, now, graceMs)
    if (fault) throw fault
    const { declined } = signedIn
    if (isDeclinedLately(declined, now)) return declinedAgain(declined)

    // R4: should this process die, others must know.
    const isCovered = hasLock && turn.until - clock.monotonic() >= COVER_MS
    const intent: Refresh = {
      sentAt: now,
      owner,
      firstSentAt: firstSentAt(earlier),
      withoutLock: isCovered ? undefined : true,
    }
    const sent: SignedIn = { ...signedIn, refresh: intent }
    if (await writeIntent(keeping, reading, sent)) {
      // The store is well, then: whoever could not write to it until now does in a moment, and the look before the sending sees it.
      if (mayBeUnsaved(earlier, owner, now)) await pause(clock, 2 * RETRY_MS)
      // That may have taken long, and discovery after it, or the process was stopped.
      const mayBeSent = (): boolean => isRecent() && !whyNotNow(sent, earlier, clock.now(), graceMs)
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

/** Begins to count: the result tells whether so little time has passed that nobody can have gone on, by both clocks. */
function countFromNow(clock: Clock): () => boolean {
  const begunAt = clock.now()
  const begunAtMonotonic = clock.monotonic()
  return () => {
    const passedMs = clock.now() - begunAt
    return passedMs >= 0 && Math.max(passedMs, clock.monotonic() - begunAtMonotonic) < STALE_INTENT_MS
  }
}

/** What the server said a moment ago, for those who ask for it again. */
function declinedAgain({ at: receivedAt, reason, message, error, status }: Declined): RefreshOutcome {
  if (status !== undefined) throw new TransientFault('invalidResponse', message, { receivedAt, error, status })
  return { type: 'refused', error: new DeviceFlowError(reason, message, { error }), receivedAt }
}

/** For a turn that others do not leave. */
export function busyFault({ clock }: Keeping): TransientFault {
  const message = 'Another tab or process is renewing the session, and did not finish in time.'
  return new TransientFault('busy', message, { receivedAt: clock.now() })
}
