import type { SessionNotice } from '@device-flow/machine'
import { isSameResponse } from '../record/life.ts'
import { areOfOnePerson } from '../record/person.ts'
import { loginEndedError, sessionEndedError } from './ends.ts'
import { sessionToHold, noteShown, tell } from './keeping.ts'
import type { Keeping } from './keeping.ts'
import { isEmpty } from './contents.ts'
import type { Contents } from './contents.ts'
import type { Reading } from './kept-record.ts'
import { isBlip } from './past-blips.ts'
import { RETRY_MS } from './unsaved-changes.ts'

/** The longest pause before it is looked again, where nothing can be read. */
const MAX_PAUSE_MS = 30_000

/** What the chart is told when others have changed the record; undefined when nothing has changed for it. */
function noticeOf(keeping: Keeping, before: Contents, reading: Reading): SessionNotice | undefined {
  const { contents: after } = reading
  const [held, kept] = [before.signedIn, after.signedIn]
  // Where no ID token says so, another sign-in counts as another person's.
  const isOurs = kept?.id === held?.id || (held && kept && areOfOnePerson(held.tokens, kept.tokens))
  if (held && !isOurs) return { type: 'sessionEnded', error: sessionEndedError(after) }
  if (kept) {
    const isKnown = held && isSameResponse(held.tokens, kept.tokens) && held.refused?.at === kept.refused?.at
    const session = isKnown ? undefined : sessionToHold(keeping, { ...reading, contents: { signedIn: kept } })
    return session && { type: 'sessionChanged', session }
  }
  // What the server has decided, the next poll says in the server's words.
  const isGivenUp = before.pending && !after.pending && after.ended?.by !== 'server'
  if (!isGivenUp) return undefined
  return { type: 'sessionChanged', session: undefined, ...(isEmpty(after) && { error: loginEndedError(after) }) }
}

/** Tells the chart of what others have changed, as this reading has it. */
export function tellNews(keeping: Keeping, reading: Reading, notice = noticeOf(keeping, keeping.shown, reading)): void {
  noteShown(keeping, reading)
  if (notice) tell(keeping, notice)
}

/**
 * Reads what is kept, and tells the chart of what others have changed; where nothing can be read, it looks again later. Never rejects.
 */
export async function look(keeping: Keeping): Promise<void> {
  const failure = await lookOnce(keeping)
  lookLater(keeping, failure)
}

/**
 * Looks again after a failure that may pass, as long as somebody listens, and until something can be read: at first after a second, then
 * ever more seldom.
 */
export function lookLater(keeping: Keeping, failure: unknown, pauseMs = RETRY_MS): void {
  if (!isBlip(failure) || keeping.stopLooking || keeping.listeners.size === 0) return
  keeping.stopLooking = keeping.clock.schedule(async () => {
    keeping.stopLooking = undefined
    lookLater(keeping, await lookOnce(keeping), Math.min(2 * pauseMs, MAX_PAUSE_MS))
  }, pauseMs)
}

/** Nobody listens any more. */
export function endLooking(keeping: Keeping): void {
  keeping.stopLooking?.()
  keeping.stopLooking = undefined
}

/** Resolves to why nothing could be read. */
async function lookOnce(keeping: Keeping): Promise<unknown> {
  try {
    let before: Contents
    let ownWrite: Keeping['ownWrite']
    let reading: Reading
    do {
      ownWrite = keeping.ownWrite
      await ownWrite
      before = keeping.shown
      reading = await keeping.record.read()
      // What we have written ourselves meanwhile is newer than this reading, or is what was read.
    } while (keeping.shown !== before || keeping.ownWrite !== ownWrite)
    const notice = noticeOf(keeping, before, reading)
    if (notice?.type === 'sessionChanged' && keeping.turn) {
      // What that brings may replace what others had. Told of theirs, a program could end before: the newer tokens, or the lock, would be
      // lost.
      await keeping.turn
      return await lookOnce(keeping)
    }
    tellNews(keeping, reading, notice)
    return reading.unread
  } catch (error) {
    return error
  }
}
