import type { RefreshWait } from '@device-flow/machine/tokens'
import { isSameResponse } from '../record/life.ts'
import type { Refresh, SignedIn } from '../record/record.ts'
import { ofTokens } from './contents.ts'
import type { Change, Contents } from './contents.ts'
import type { Keeping } from './keeping.ts'
import type { Reading } from './kept-record.ts'
import { isSameRefresh } from './refresh-rules.ts'

// The intent of a refresh is noted in the record before the request leaves (R4): should its process die, others must know. Whoever takes
// the turn over writes another in its place.

/** What takes the wait after a refresh out of the record. */
export const noWait = { refreshNotBefore: undefined, refreshWaitsSince: undefined } satisfies RefreshWait

/** Writes the intent of `sent` where others have the tokens. False when another has written meanwhile. */
export async function writeIntent({ record }: Keeping, reading: Reading, sent: SignedIn): Promise<boolean> {
  if (reading.isSaved) return record.writeIf(reading, { ...reading.contents, signedIn: sent })
  const { isApplied } = await record.keep(
    ofTokens(sent, (signedIn, rest) => ({ ...rest, signedIn: { ...signedIn, refresh: sent.refresh } })),
  )
  return isApplied
}

/** Whether the record has the intent still. */
export async function hasIntent({ record }: Keeping, { tokens, refresh }: SignedIn): Promise<boolean> {
  const { signedIn } = (await record.read()).contents
  return isSameResponse(signedIn?.tokens, tokens) && isSameRefresh(signedIn?.refresh, refresh)
}

/**
 * A change of the session while it has the tokens that were sent, or the intent: one that sent the same token before us may have written
 * what it brought. Once others have renewed that, theirs counts.
 */
export function ofRefresh(
  sent: SignedIn,
  change: (signedIn: SignedIn, rest: Contents) => Contents | undefined,
): Change {
  return ({ signedIn, ...rest }) =>
    signedIn?.id === sent.id &&
    (isSameResponse(signedIn.tokens, sent.tokens) || isSameRefresh(signedIn.refresh, sent.refresh))
      ? change(signedIn, rest)
      : undefined
}

/** Takes the intent of a refresh that was not sent off the tokens that others have brought meanwhile: those were not sent at all. */
export async function withdrawIntent({ record }: Keeping, sent: SignedIn): Promise<void> {
  await record.keep(({ signedIn, ...rest }) =>
    signedIn && isSameRefresh(signedIn.refresh, sent.refresh) && !isSameResponse(signedIn.tokens, sent.tokens)
      ? { ...rest, signedIn: { ...signedIn, refresh: undefined } }
      : undefined,
  )
}

/** The intent of a refresh whose response nobody waits for any more. */
export function lostIntent({ refresh }: SignedIn): Refresh | undefined {
  return refresh && { ...refresh, lost: true }
}

/** Ends our turn: the intent goes, or another stays in its place. */
export async function leaveIntent(
  { record }: Keeping,
  sent: SignedIn,
  left: Refresh | undefined,
  { wait, declined }: Pick<SignedIn, 'declined'> & { wait?: RefreshWait },
): Promise<void> {
  await record.keep(
    ofRefresh(sent, (signedIn, rest) => {
      // Another has taken the turn over meanwhile, or we have sent anew: that is another refresh.
      if (!isSameRefresh(signedIn.refresh, sent.refresh)) return undefined
      // Until the server has answered otherwise, what it said stays.
      const noted = {
        refresh: left,
        ...noWait,
        ...wait,
        declined: declined ?? signedIn.declined,
      }
      return { ...rest, signedIn: { ...signedIn, ...noted } }
    }),
  )
}
