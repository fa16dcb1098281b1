import type { CommandIo } from '../command-io.ts'
import type { KeptSession } from '../kept/find-session.ts'
import { keptServices } from '../live/kept-services.ts'
import { updateIndex, withSignedOut } from '../kept/session-index.ts'
import { openIndexStore } from '../kept/stores.ts'

/** What became of a session that was signed out. */
export interface SignedOut {
  /** Whether the server has said that the tokens are dead. */
  revoked: boolean
  /** Whether there were tokens at all: a login that only waits for its person has none. */
  hadTokens: boolean
}

/**
 * Forgets a session and has its tokens revoked: what is kept goes first, so that it is gone whatever the server says.
 *
 * @throws SessionStoreError when it cannot be forgotten
 */
export async function signOut(kept: KeptSession, io: CommandIo): Promise<SignedOut> {
  const services = keptServices(kept, io)
  const signal = io.signal ?? new AbortController().signal
  const session = await services.session.restore({ signal })
  let revoked = false
  if (session?.type === 'pending') await services.session.forget(session.authorization)
  if (session?.type === 'signedIn') revoked = await revoke(() => services.revokeTokens(session.tokens))
  await updateIndex(openIndexStore(io), (index) => withSignedOut(index, kept.entry.key))
  return { revoked, hadTokens: session?.type === 'signedIn' }
}

/** Whatever the server says or does not say: it is forgotten here. */
async function revoke(revokeTokens: () => Promise<{ revoked: boolean } | void>): Promise<boolean> {
  try {
    return (await revokeTokens())?.revoked ?? true
  } catch {
    return false
  }
}
