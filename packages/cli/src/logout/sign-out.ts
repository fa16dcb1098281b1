import type { SessionRecord } from '@device-flow/session/record'
import { cleanText } from '@device-flow/untrusted'
import type { CommandIo } from '../command-io.ts'
import { exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure/command-failure.ts'
import { inFlags, isUnreadable } from '../failure/store-error.ts'
import { readSession } from '../kept/find-session.ts'
import type { KeptSession } from '../kept/find-session.ts'
import { updateIndex, withSignedOut } from '../kept/session-index.ts'
import type { SessionEntry } from '../kept/session-index.ts'
import { openIndexStore, openSessionStore } from '../kept/stores.ts'
import { keptServices } from '../live/kept-services.ts'

/** What became of a session that was signed out. */
export interface SignedOut {
  /** Whether the server has said that the tokens are dead. */
  revoked: boolean
  /** Whether there were tokens at all: a login that only waits for its person has none. */
  hadTokens: boolean
  /** Whether its tokens could not be read, and so not be revoked. */
  unreadable?: true
  /** Whether it is kept no longer. Where nothing can be written, dead tokens stay behind. */
  forgotten: boolean
}

/**
 * Forgets a session and has its tokens revoked: what is kept goes first, so that it is gone whatever the server says.
 *
 * @throws CommandFailure when it could be neither forgotten nor revoked
 * @throws SessionStoreError when it cannot be read now, as from a keyring that is locked
 */
export async function signOut(entry: SessionEntry, io: CommandIo): Promise<SignedOut> {
  try {
    const kept = await readSession(entry, io)
    return kept.record ? await signOutOf(kept, io) : await forget(entry, { hadTokens: false }, io)
  } catch (error) {
    if (!isUnreadable(error)) throw error
    await openSessionStore(entry.store, io).setAside(entry.key)
    io.stderr.write(`${cleanText(inFlags(error.message))}\n`)
    return forget(entry, { hadTokens: true, unreadable: true }, io)
  }
}

async function forget(
  { key }: SessionEntry,
  what: Pick<SignedOut, 'hadTokens' | 'unreadable'>,
  io: CommandIo,
): Promise<SignedOut> {
  await updateIndex(openIndexStore(io), (index) => withSignedOut(index, key))
  return { revoked: false, ...what, forgotten: true }
}

async function signOutOf(kept: KeptSession, io: CommandIo): Promise<SignedOut> {
  const services = keptServices(kept, io)
  const signal = io.signal ?? new AbortController().signal
  const session = await services.session.restore({ signal })
  const hadTokens = session?.type === 'signedIn'
  let revoked = false
  if (session?.type === 'pending') await services.session.forget(session.authorization)
  if (hadTokens) revoked = await revoke(() => services.revokeTokens(session.tokens))
  const { record } = await readSession(kept.entry, io)
  if (!isStillKept(kept.record, record)) return { ...(await forget(kept.entry, { hadTokens }, io)), revoked }
  if (revoked) return { revoked, hadTokens, forgotten: false }
  throw new CommandFailure(
    'Not signed out: what is kept could not be changed, for want of room or of permission to write, and the server has not revoked it. Try again.',
    exitCodes.unexpected,
    { reason: 'storage' },
  )
}

function isStillKept(before: SessionRecord | undefined, after: SessionRecord | undefined): boolean {
  const id = before?.signedIn?.id
  // Another process may have signed in anew meanwhile.
  if (id !== undefined) return after?.signedIn?.id === id
  const code = before?.pending?.authorization.deviceCode
  return code !== undefined && after?.pending?.authorization.deviceCode === code
}

/** Whatever the server says or does not say: it is forgotten here. */
async function revoke(revokeTokens: () => Promise<{ revoked: boolean } | void>): Promise<boolean> {
  try {
    return (await revokeTokens())?.revoked ?? true
  } catch {
    return false
  }
}
