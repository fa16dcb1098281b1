import type { SessionRecord } from '@device-flow/session/record'
import { decodeRecord } from '@device-flow/session/record'
import type { AppStore } from '@device-flow/node/store'
import type { SessionFlagValues } from './session-flags.ts'
import { exitCodes } from '../exit-codes.ts'
import { CommandFailure, notSignedIn } from '../failure/command-failure.ts'
import { isStoreError } from '../failure/store-error.ts'
import { loginCommand } from './login-command.ts'
import { selectSession, selects } from './select-session.ts'
import { readIndex } from './session-index.ts'
import type { SessionEntry } from './session-index.ts'
import { openIndexStore, openSessionStore } from './stores.ts'
import type { KeptIo } from './stores.ts'

/** A kept session, as it was read. */
export interface KeptSession {
  readonly entry: SessionEntry
  readonly store: AppStore
  /** Undefined when its record is gone. */
  readonly record: SessionRecord | undefined
}

/**
 * Reads the session that flags mean. Nothing of the chart or of OAuth is loaded for it.
 *
 * @throws CommandFailure when none is kept
 * @throws UsageError when flags fit several
 * @throws SessionStoreError when it cannot be read
 */
export async function findSession(flags: SessionFlagValues, io: KeptIo): Promise<KeptSession> {
  const entry = selectSession(await readIndex(openIndexStore(io)), flags)
  if (!entry) {
    throw notSignedIn(
      selects(flags)
        ? 'Nobody is signed in there. Sign in with device-flow login and the same flags.'
        : 'Nobody is signed in. Sign in with device-flow login.',
    )
  }
  return readSession(entry, io)
}

/**
 * Reads the record of a session.
 *
 * @throws CommandFailure when it is damaged, with the command that signs in anew: what that was given the last time is lost with it
 * @throws SessionStoreError when it cannot be read
 */
export async function readSession(entry: SessionEntry, io: KeptIo): Promise<KeptSession> {
  const store = openSessionStore(entry.store, io)
  try {
    const stored = await store.read(entry.key)
    return { entry, store, record: stored && decodeRecord(stored.text) }
  } catch (error) {
    if (!isStoreError(error) || !('problem' in error) || error.problem !== 'damaged') throw error
    throw new CommandFailure(`${error.message} Run: ${loginCommand(entry)}`, exitCodes.unexpected, {
      reason: 'storage',
    })
  }
}
