import type { SessionRecord } from '@device-flow/session/record'
import type { AppReader, AppStore, StoreReader } from '@device-flow/node/store'
import type { SessionFlagValues } from './session-flags.ts'
import { exitCodes } from '../exit-codes.ts'
import { CommandFailure, notSignedIn } from '../failure/command-failure.ts'
import { inCommandWords } from '../failure/command-words.ts'
import { isUnreadable } from '../failure/store-error.ts'
import { loginCommand } from './login-command.ts'
import { recordIn } from './record-in.ts'
import { selectSession, selects } from './select-session.ts'
import { readIndex } from './session-index.ts'
import type { SessionEntry } from './session-index.ts'
import { openSessionReader, openSessionStore } from './stores.ts'
import type { KeptIo } from './stores.ts'

/** What is kept of a session. */
export interface KeptRecord {
  readonly entry: SessionEntry
  /** Undefined when it is gone. */
  readonly record: SessionRecord | undefined
  readonly store: AppReader
}

/** A kept session, with the store that it is in. */
export interface KeptSession extends KeptRecord {
  readonly store: AppStore
}

/**
 * Reads the session that flags mean. Nothing of the chart or of OAuth is loaded for it.
 *
 * @throws CommandFailure when none is kept
 * @throws UsageError when flags fit several
 * @throws SessionStoreError when it cannot be read
 */
export async function findSession(flags: SessionFlagValues, io: KeptIo): Promise<KeptSession> {
  return readSession(await findEntry(flags, io), io)
}

/** The same without its store, for what only reads: nor is loaded what writes. */
export async function findRecord(flags: SessionFlagValues, io: KeptIo): Promise<KeptRecord> {
  return readRecord(await findEntry(flags, io), io)
}

/**
 * Reads the record of a session, from a store that can then be written.
 *
 * @throws CommandFailure and SessionStoreError as {@link readRecord} does
 */
export async function readSession(entry: SessionEntry, io: KeptIo): Promise<KeptSession> {
  const store = openSessionStore(entry.store, io)
  return { entry, store, record: await readableRecord(store, entry) }
}

/**
 * Reads the record of a session.
 *
 * @throws CommandFailure when it is damaged or its key is lost, with the command that signs in anew: what that was given the last time is
 *   lost with it
 * @throws SessionStoreError when it cannot be read
 */
export async function readRecord(entry: SessionEntry, io: KeptIo): Promise<KeptRecord> {
  const store = await openSessionReader(entry.store, io)
  return { entry, store, record: await readableRecord(store, entry) }
}

async function findEntry(flags: SessionFlagValues, io: KeptIo): Promise<SessionEntry> {
  const entry = selectSession(await readIndex(io), flags)
  if (entry) return entry
  throw notSignedIn(nobodySignedIn(flags))
}

/** Says that no session is kept where flags mean one, and what to do. */
export function nobodySignedIn(flags: SessionFlagValues): string {
  return selects(flags)
    ? 'Nobody is signed in there. Sign in with device-flow login and the same flags.'
    : 'Nobody is signed in. Sign in with device-flow login.'
}

async function readableRecord(store: StoreReader, entry: SessionEntry): Promise<SessionRecord | undefined> {
  try {
    return await recordIn(store, entry.key)
  } catch (error) {
    if (!isUnreadable(error) || error.problem === 'otherVersion') throw error
    throw new CommandFailure(`${inCommandWords(error.message)} Run: ${loginCommand(entry)}`, exitCodes.unexpected, {
      reason: 'storage',
      cause: error,
    })
  }
}
