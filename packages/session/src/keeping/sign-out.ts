import type { RevocationOutcome, TokenSet } from '@device-flow/machine'
import type { SignedIn } from '../record/record.ts'
import { secretTokens } from '../record/secrets.ts'
import { keepReplaced, revokeReplaced } from './replaced.ts'
import { idOf, keepOwn, tellOthers } from './keeping.ts'
import type { Keeping } from './keeping.ts'

/**
 * Signs out: first here and for all who share the record, then at the server. In this order, because a refresh that is under way elsewhere
 * must find the session ended when its tokens arrive.
 */
export async function revokeTokens(keeping: Keeping, tokens: TokenSet): Promise<RevocationOutcome | void> {
  const { clock, services } = keeping
  const id = idOf(keeping, tokens)
  const at = clock.now()
  let signedIn: SignedIn | undefined
  const { isApplied } = await keepOwn(keeping, ({ signedIn: kept, pending }) => {
    if (!kept || (kept.id !== id && !isSameSession(kept, tokens))) return undefined
    signedIn = kept
    // A login that is under way goes on: another tab shows its code, or this one, which signs in anew.
    return { ended: { at, by: 'person' }, ...(pending && { pending }) }
  })
  if (isApplied) tellOthers(keeping)
  if (!isApplied || !signedIn) {
    return (await keepReplaced(keeping, tokens)) ? { revoked: false } : services.revokeTokens(tokens)
  }
  const [outcome] = await Promise.all([
    // Those that another tab has renewed meanwhile: a server says that it has revoked a rotated token, too, and does nothing.
    services.revokeTokens(secretTokens(signedIn.tokens)),
    revokeReplaced(keeping, signedIn),
  ])
  return outcome
}

function isSameSession({ tokens: kept }: SignedIn, { accessToken, refreshToken }: TokenSet): boolean {
  return (
    kept.accessToken === accessToken.reveal() ||
    (kept.refreshToken !== undefined && kept.refreshToken === refreshToken?.reveal())
  )
}
