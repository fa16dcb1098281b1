import type { RevocationOutcome } from '@device-flow/machine'
import type { ProviderProfile } from '@device-flow/oauth/profiles'
import { signOut } from '@device-flow/session'
import { isWorthKeeping } from '@device-flow/session/record'
import { cleanText } from '@device-flow/untrusted'
import { providerAt } from '../client/provider-at.ts'
import type { CommandIo } from '../command-io.ts'
import { exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure/command-failure.ts'
import { inCommandWords } from '../failure/command-words.ts'
import { isStoreError, unreadableIn } from '../failure/store-error.ts'
import { readSession } from '../kept/find-session.ts'
import type { KeptSession } from '../kept/find-session.ts'
import { updateIndex, withSignedOut } from '../kept/session-index.ts'
import type { SessionEntry } from '../kept/session-index.ts'
import { openSessionStore } from '../kept/stores.ts'
import { decodeKeptLogin } from '../kept/kept-login.ts'
import { keptServices } from '../live/kept-services.ts'
import { tellingOfTheWait } from './telling-of-the-wait.ts'

/** What became of a session that was signed out. */
export interface SignedOut {
  /** Whether the server has said that the tokens are dead. Where nothing was sent, they may live on. */
  revoked: boolean
  /** Why it has not, where it was to be asked. */
  problem?: RevocationOutcome['problem']
  /** Who runs the server, where there is such a problem and that is known. */
  profile?: ProviderProfile | undefined
  /** Whether there were tokens at all: a login that only waits for its person has none. */
  hadTokens: boolean
  /** What it takes to revoke them, and is not here. */
  missing?: string
  /** Whether its tokens could not be read, and so not be revoked. */
  unreadable?: true
  /** Whether it is kept no longer. Where nothing can be written, dead tokens stay behind. */
  forgotten: boolean
}

/**
 * Forgets a session, with a login that waits beside it, and has its tokens revoked: what is kept goes first, so that it is gone whatever
 * the server says.
 *
 * @throws CommandFailure when it could be neither forgotten nor revoked
 * @throws SessionStoreError when it cannot be read now, as from a keyring that is locked
 */
export async function signOutOf(entry: SessionEntry, io: CommandIo): Promise<SignedOut> {
  try {
    const kept = await readSession(entry, io)
    return kept.record ? await signOutKept(kept, io) : await forget(entry, { hadTokens: false }, io)
  } catch (error) {
    const unreadable = unreadableIn(error)
    if (!unreadable) throw error
    await openSessionStore(entry.store, io).setAside(entry.key)
    io.stderr.write(`${cleanText(inCommandWords(unreadable.message))}\n`)
    return forget(entry, { hadTokens: true, unreadable: true }, io)
  }
}

async function forget(
  { key }: SessionEntry,
  what: Pick<SignedOut, 'hadTokens' | 'unreadable'>,
  io: CommandIo,
): Promise<SignedOut> {
  await updateIndex(io, (index) => withSignedOut(index, key))
  return { revoked: false, ...what, forgotten: true }
}

async function signOutKept(kept: KeptSession, io: CommandIo): Promise<SignedOut> {
  const { signedIn } = kept.record ?? {}
  const hadTokens = signedIn !== undefined && isWorthKeeping(signedIn, Date.now())
  const { services, provider, missing } = await keptServices(kept, io)
  const limitMs = limitFor(kept)
  const ended = signOut(services, { limitMs }).catch(notSignedOut)
  const { revoked, problem, wasSignedIn } = await tellingOfTheWait(ended, limitMs, io)
  const { record } = await readSession(kept.entry, io)
  // Another process may have signed in anew meanwhile.
  const isStillKept = signedIn !== undefined && record?.signedIn?.id === signedIn.id
  if (!isStillKept) await noteSignedOut(kept.entry, io)
  return {
    // Of a login that waits, and of a session that has ended, nothing was sent.
    revoked: revoked && wasSignedIn,
    problem,
    ...(problem && { profile: await providerAt(kept.entry.client.server, provider) }),
    hadTokens,
    forgotten: !isStillKept,
    ...(missing && { missing: missing.what }),
  }
}

const LIMIT_MS = 10_000

const UNWRITABLE: ReadonlySet<unknown> = new Set(['full', 'denied'])

/** How long the server has for its answer. On a link for which the login was given more for one request, it has as much for all of them. */
function limitFor({ record }: KeptSession): number {
  return Math.max(LIMIT_MS, decodeKeptLogin(record?.app)?.flags['request-timeout'] ?? 0)
}

/** On a full disk that is not written down: what is listed and not there is found out when it is looked for. */
async function noteSignedOut({ key }: SessionEntry, io: CommandIo): Promise<void> {
  await updateIndex(io, (index) => withSignedOut(index, key)).catch((error: unknown) => {
    if (!isStoreError(error)) throw error
  })
}

function notSignedOut(failure: unknown): never {
  const cause = failure instanceof Error ? failure.cause : undefined
  const why =
    isStoreError(cause) && !UNWRITABLE.has(cause.problem)
      ? `what is kept could not be read or changed, and the server has not revoked it. ${cleanText(inCommandWords(cause.message))}`
      : 'what is kept could not be changed, for want of room or of permission to write, and the server has not revoked it. Try again.'
  throw new CommandFailure(`Not signed out: ${why}`, exitCodes.unexpected, { reason: 'storage' })
}
