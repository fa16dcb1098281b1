import type { RefreshOutcome } from '@device-flow/machine'
import { isAlive, isSameResponse, isUsable } from '../record/life.ts'
import type { SignedIn } from '../record/record.ts'
import { toRefusal } from '../record/to-session.ts'
import { sessionEndedError } from './ends.ts'
import { keepRefusal } from './keep-refusal.ts'
import { handOut } from './keep-tokens.ts'
import { noteShown } from './keeping.ts'
import type { Keeping } from './keeping.ts'
import type { Reading } from './kept-record.ts'

/**
 * What the record says without any request, for the chart to hold from now on: others have renewed the tokens, or ended the session, or the
 * server renews them no longer.
 *
 * @param held the session as the chart holds it
 */
export async function knownOutcome(
  keeping: Keeping,
  reading: Reading,
  held: SignedIn,
): Promise<RefreshOutcome | undefined> {
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

/** The same of what is kept now. */
export async function readOutcome(keeping: Keeping, held: SignedIn): Promise<RefreshOutcome | undefined> {
  return knownOutcome(keeping, await keeping.record.read(), held)
}
