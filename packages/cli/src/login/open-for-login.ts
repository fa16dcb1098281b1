import { cleanText } from '@device-flow/untrusted'
import { UsageError } from '../arguments/usage-error.ts'
import type { CommandIo } from '../command-io.ts'
import { inCommandWords } from '../failure/command-words.ts'
import { isUnreadable } from '../failure/store-error.ts'
import type { KeptSession } from '../kept/find-session.ts'
import { recordIn } from '../kept/record-in.ts'
import { isSignedOut } from '../kept/select-session.ts'
import type { SessionEntry } from '../kept/session-index.ts'
import { openSessionStore } from '../kept/stores.ts'
import type { LoginFlagValues } from './login-flags.ts'

/** Where a session is to be kept. */
interface Opened extends KeptSession {
  /** What is there already cannot be read, and the person has been told so: the login moves it aside. */
  readonly isUnreadable: boolean
}

/**
 * Opens the place where a session is to be kept, and makes sure that it can be: a code that somebody enters must not be for nothing.
 *
 * @throws UsageError when it is kept in another place already
 * @throws SessionStoreError when nothing can be kept there
 */
export async function openForLogin(
  entry: Omit<SessionEntry, 'store'> & Partial<SessionEntry>,
  asked: LoginFlagValues['store'],
  io: CommandIo,
): Promise<Opened> {
  const named = asked === 'auto' || asked === 'memory' ? undefined : asked
  const isInUse = entry.store !== undefined && !isSignedOut(entry)
  if (isInUse && named !== undefined && named !== entry.store) {
    throw new UsageError(`This session is kept with --store ${entry.store}. Sign it out first, to keep it elsewhere.`)
  }
  const store = openSessionStore(named ?? entry.store ?? 'auto', io)
  await store.probe()
  const { kind } = await store.describe()
  return {
    entry: { ...entry, store: kind === 'keyring' ? 'keyring' : 'file' },
    store,
    ...(await readFor(store, entry.key, io)),
  }
}

async function readFor(
  store: KeptSession['store'],
  key: string,
  io: CommandIo,
): Promise<Pick<Opened, 'record' | 'isUnreadable'>> {
  try {
    return { record: await recordIn(store, key), isUnreadable: false }
  } catch (error) {
    if (!isUnreadable(error)) throw error
    io.stderr.write(`${cleanText(inCommandWords(error.message))}\n`)
    return { record: undefined, isUnreadable: true }
  }
}
