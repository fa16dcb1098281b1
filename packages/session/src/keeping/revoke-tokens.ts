import type { RevocationOutcome, TokenSet } from '@device-flow/machine'
import type { SignedIn } from '../record/record.ts'
import { isSameResponse } from '../record/life.ts'
import type { Change } from './contents.ts'
import { storeFault } from './ends.ts'
import { behind, keepOwn, tellOthers } from './keeping.ts'
import type { Keeping } from './keeping.ts'
import { loadRequests } from './load-requests.ts'
import { pause } from './pause.ts'
import { RETRY_MS } from './unsaved-changes.ts'

/** How long it is waited for a store that could not be read or written: two more tries, and the time that the second takes. */
const LATE_MS = 2.5 * RETRY_MS

/**
 * Signs out: first here and for all who share the record, then at the server. In this order, because a refresh that is under way elsewhere
 * must find the session ended when its tokens arrive.
 */
export async function revokeTokens(keeping: Keeping, tokens: TokenSet): Promise<RevocationOutcome | void> {
  const { clock, sessions, record } = keeping
  const id = sessions.get(tokens.accessToken)
  const at = clock.now()
  // A session that was never stored nobody else has renewed.
  const isOursAlone = id !== undefined && !record.isStored(id)
  let signedOut: SignedIn | undefined
  const change: Change = ({ signedIn, pending }) => {
    if (!signedIn || (signedIn.id !== id && !isSameSession(signedIn, tokens))) return undefined
    signedOut = signedIn
    // A login that is under way goes on: another tab shows its code, or this one, which signs in anew.
    return { ended: { at, by: 'person' }, pending }
  }
  /** Whose tokens the server has been asked to revoke. */
  let asked: SignedIn | undefined
  let late: Promise<RevocationOutcome | void> | undefined
  const { contents, isApplied, failure, unread } = await keepOwn(keeping, change, () => {
    // Applied or not: a try that was said to fail may have written it.
    tellOthers(keeping)
    // Others have renewed the tokens meanwhile, or had before, and it could not be read.
    if (!signedOut || isSameResponse(signedOut.tokens, asked?.tokens)) return
    late = revokeLate(keeping, signedOut)
    behind(keeping, late)
  })
  if (isApplied) tellOthers(keeping)
  asked = signedOut
  // What nobody can read any more is of this session: after a reload, it would be an error.
  const isLost = unread?.problem === 'damaged' || unread?.problem === 'keyLost'
  if (isLost) await record.setAside(unread)
  // Nobody is to wait for the tokens of somebody who signs out.
  void keeping.keptTurn?.end()
  const isUnsure = !isOursAlone && (unread !== undefined || (isApplied && failure !== undefined))
  const tried = isUnsure && pause(clock, LATE_MS, record.untilAllSaved())
  const { discard, revokeSession } = await loadRequests(clock)
  const outcome = await (asked ? revokeSession(keeping, asked) : discard(keeping, contents, tokens))
  if (!failure || !tried) return outcome
  await tried
  if (isApplied && record.isAllSaved() && !isLost) return late ?? outcome
  const problem = storeFault(keeping, failure)
  // Where the tokens were read before, those are dead. Whoever reads what is kept finds them all the same.
  return unread
    ? { revoked: false, problem }
    : { revoked: outcome?.revoked ?? true, problem: outcome?.problem ?? problem }
}

async function revokeLate(keeping: Keeping, signedOut: SignedIn): Promise<RevocationOutcome | void> {
  const { revokeSession } = await loadRequests(keeping.clock)
  return revokeSession(keeping, signedOut)
}

function isSameSession({ tokens: kept }: SignedIn, { accessToken, refreshToken }: TokenSet): boolean {
  return (
    kept.accessToken === accessToken.reveal() ||
    (kept.refreshToken !== undefined && kept.refreshToken === refreshToken?.reveal())
  )
}
