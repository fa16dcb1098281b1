import { signOut } from '@device-flow/session'
import { isWorthKeeping } from '@device-flow/session/record'
import type { CommandIo } from '../command-io.ts'
import { exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure/command-failure.ts'
import { readSession } from '../kept/find-session.ts'
import type { KeptSession } from '../kept/find-session.ts'
import { updateIndex, withSignedOut } from '../kept/session-index.ts'
import { openIndexStore } from '../kept/stores.ts'
import { keptServices } from '../live/kept-services.ts'

/** What became of a session that was signed out. */
export interface SignedOut {
  /** False where tokens may live on: the server has not said that they are dead. */
  revoked: boolean
  /** Whether there were tokens at all: a login that only waits for its person has none. */
  hadTokens: boolean
  /** Whether it is kept no longer. Where nothing can be written, dead tokens stay behind. */
  forgotten: boolean
}

/**
 * Forgets a session, with a login that waits beside it, and has its tokens revoked: what is kept goes first, so that it is gone whatever
 * the server says.
 *
 * @throws CommandFailure when it could be neither forgotten nor revoked
 * @throws SessionStoreError when it cannot be read
 */
export async function signOutOf(kept: KeptSession, io: CommandIo): Promise<SignedOut> {
  const { signedIn } = kept.record ?? {}
  const hadTokens = signedIn !== undefined && isWorthKeeping(signedIn, Date.now())
  const { revoked } = await signOut(keptServices(kept, io)).catch(notSignedOut)
  const { record } = await readSession(kept.entry, io)
  // Another process may have signed in anew meanwhile.
  const isStillKept = signedIn !== undefined && record?.signedIn?.id === signedIn.id
  if (!isStillKept) await updateIndex(openIndexStore(io), (index) => withSignedOut(index, kept.entry.key))
  return { revoked, hadTokens, forgotten: !isStillKept }
}

function notSignedOut(): never {
  throw new CommandFailure(
    'Not signed out: what is kept could not be changed, for want of room or of permission to write, and the server has not revoked it. Try again.',
    exitCodes.unexpected,
    { reason: 'storage' },
  )
}
