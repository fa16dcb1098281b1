import type { RevocationOutcome, TokenSet } from '@device-flow/machine'
import type { SignedIn } from '../record/record.ts'
import { keepAndTell } from './keeping.ts'
import type { Keeping } from './keeping.ts'
import { loadRequests } from './load-requests.ts'

/**
 * Signs out: first here and for all who share the record, then at the server. In this order, because a refresh that is under way elsewhere
 * must find the session ended when its tokens arrive.
 */
export async function revokeTokens(keeping: Keeping, tokens: TokenSet): Promise<RevocationOutcome | void> {
  const { clock, sessions } = keeping
  const id = sessions.get(tokens.accessToken)
  const at = clock.now()
  let signedOut: SignedIn | undefined
  const { contents } = await keepAndTell(keeping, ({ signedIn, pending }) => {
    if (!signedIn || (signedIn.id !== id && !isSameSession(signedIn, tokens))) return undefined
    signedOut = signedIn
    // A login that is under way goes on: another tab shows its code, or this one, which signs in anew.
    return { ended: { at, by: 'person' }, pending }
  })
  const { discard, revokeSession } = await loadRequests(clock)
  return signedOut ? revokeSession(keeping, signedOut) : discard(keeping, contents, tokens)
}

function isSameSession({ tokens: kept }: SignedIn, { accessToken, refreshToken }: TokenSet): boolean {
  return (
    kept.accessToken === accessToken.reveal() ||
    (kept.refreshToken !== undefined && kept.refreshToken === refreshToken?.reveal())
  )
}
