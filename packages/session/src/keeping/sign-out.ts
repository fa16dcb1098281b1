import type { RevocationOutcome, TokenSet } from '@device-flow/machine'
import type { SignedIn } from '../record/record.ts'
import { secretTokens } from '../record/secrets.ts'
import { keepAndTell } from './keeping.ts'
import type { Keeping } from './keeping.ts'
import { discard, revokeReplaced } from './replaced.ts'

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
  if (!signedOut) return discard(keeping, contents, tokens)
  return revokeSession(keeping, signedOut)
}

/** Revokes the tokens of a session that was signed out, and those that it has replaced. */
export async function revokeSession(keeping: Keeping, signedOut: SignedIn): Promise<RevocationOutcome | void> {
  const [outcome] = await Promise.all([
    // Those that another tab has renewed meanwhile: a server says that it has revoked a rotated token, too, and does nothing.
    keeping.services.revokeTokens(secretTokens(signedOut.tokens)),
    revokeReplaced(keeping, signedOut),
  ])
  return outcome
}

function isSameSession({ tokens: kept }: SignedIn, { accessToken, refreshToken }: TokenSet): boolean {
  return (
    kept.accessToken === accessToken.reveal() ||
    (kept.refreshToken !== undefined && kept.refreshToken === refreshToken?.reveal())
  )
}
