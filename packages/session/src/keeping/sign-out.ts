import type { RevocationOutcome, TokenSet } from '@device-flow/machine'
import type { SignedIn } from '../record/record.ts'
import { secretTokens } from '../record/secrets.ts'
import type { SessionStoreError } from '../stores/store-error.ts'
import { storageError } from './ends.ts'
import { keepAndTell, tellOthers } from './keeping.ts'
import type { Keeping } from './keeping.ts'
import { discard, revokeReplaced } from './replaced.ts'

/**
 * Signs out: first here and for all who share the record, then at the server. In this order, because a refresh that is under way elsewhere
 * must find the session ended when its tokens arrive.
 */
export async function revokeTokens(keeping: Keeping, tokens: TokenSet): Promise<RevocationOutcome | void> {
  const { clock, services, sessions } = keeping
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

/**
 * Signs out whoever is signed in, and gives up a login that waits: its code is good for nothing then. In the same order; but where it cannot
 * be written, it is not tried for ever, as the process is about to end.
 */
export async function signOutAll(keeping: Keeping): Promise<RevocationOutcome> {
  const at = keeping.clock.now()
  let signedOut: SignedIn | undefined
  let failure: unknown
  try {
    await keeping.record.change(({ signedIn, pending }) => {
      signedOut = signedIn
      return signedIn || pending ? { ended: { at, by: signedIn ? 'person' : 'cancel' } } : undefined
    })
    tellOthers(keeping)
  } catch (error) {
    failure = error
  }
  const revoked = signedOut ? await isRevoked(keeping, signedOut) : failure === undefined
  // Dead tokens that stay behind sign nobody in.
  if (failure !== undefined && !revoked) throw storageError(failure as SessionStoreError)
  return { revoked }
}

async function isRevoked(keeping: Keeping, signedOut: SignedIn): Promise<boolean> {
  try {
    return (await revokeSession(keeping, signedOut))?.revoked ?? true
  } catch {
    return false
  }
}

async function revokeSession(keeping: Keeping, signedOut: SignedIn): Promise<RevocationOutcome | void> {
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
