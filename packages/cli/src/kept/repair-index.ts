import { sessionKey } from '@device-flow/session/record'
import type { SessionRecord } from '@device-flow/session/record'
import type { AppStore } from '@device-flow/node/store'
import { isStoreError, isUnreadable } from '../failure/store-error.ts'
import { decodeKeptLogin } from './kept-login.ts'
import { providerArguments } from './provider-arguments.ts'
import { recordIn } from './record-in.ts'
import { INDEX_KEY, readIndex, updateIndex } from './session-index.ts'
import type { SessionEntry, SessionIndex } from './session-index.ts'
import { indexFolder, openIndexStore, openSessionStore } from './stores.ts'
import type { KeptIo } from './stores.ts'

/** A session that the list lacks, and when something last happened to it: wall clock, ms since the epoch. */
interface Found {
  readonly entry: SessionEntry
  readonly record: SessionRecord
  readonly at: number
}

/**
 * Reads which sessions are kept. A list that is damaged is moved aside, and made anew of the sessions themselves: without it nobody could
 * sign in any more.
 *
 * @throws SessionStoreError when it cannot be read, or a keyring gives no session that would be in it
 */
export async function readOrRepairIndex(io: KeptIo): Promise<SessionIndex> {
  try {
    return await readIndex(io)
  } catch (error) {
    if (!isStoreError(error) || error.problem !== 'damaged') throw error
  }
  // First: a keyring that is locked must not leave the new list without what it holds.
  const rebuilt = indexOf(await findKept(openSessionStore('auto', io)))
  await openIndexStore(io).setAside(INDEX_KEY)
  // Another process may have repaired it meanwhile.
  await updateIndex(io, (index) => (index.sessions.length > 0 ? index : rebuilt))
  io.stderr.write(
    `The list of sessions in ${indexFolder(io)} was damaged, and is moved aside. A new one is made of what is kept: device-flow status --all shows it.\n`,
  )
  return readIndex(io)
}

async function findKept(store: AppStore): Promise<Found[]> {
  const found: Found[] = []
  for (const key of await store.keys()) {
    const record = await readableRecord(store, key)
    const at = record && lastAt(record)
    if (!record?.client || at === undefined) continue
    const { client, signedIn, pending, ended } = record
    const flags = decodeKeptLogin(record.app)?.flags
    const provider = flags && providerArguments(flags)
    // Who names a profile has it behind the key of the client.
    const profile = key.slice(sessionKey(client).length + 1)
    const isBegun = !signedIn && pending !== undefined
    const isSignedOut = !signedIn && ended?.by === 'person'
    found.push({
      entry: {
        key,
        client,
        store: (await store.protectionOf(key)) === 'keyring' ? 'keyring' : 'file',
        ...(profile !== '' && { profile }),
        ...(flags?.issuer === undefined && { hasNoIssuer: true }),
        ...(provider && { provider }),
        ...(isBegun ? { state: 'begun' } : isSignedOut && { state: 'signedOut' }),
      },
      record,
      at,
    })
  }
  return found.toSorted((one, other) => one.at - other.at)
}

/** What nobody can read any more is not listed: a login moves it aside. */
async function readableRecord(store: AppStore, key: string): Promise<SessionRecord | undefined> {
  try {
    return await recordIn(store, key)
  } catch (error) {
    if (isUnreadable(error)) return undefined
    throw error
  }
}

function lastAt({ signedIn, pending, ended }: SessionRecord): number | undefined {
  const isOver = ended !== undefined && ended.by !== 'cancel'
  return signedIn?.tokens.receivedAt ?? pending?.lastReplyAt ?? (isOver ? ended.at : undefined)
}

function indexOf(found: readonly Found[]): SessionIndex {
  const inUse = found.filter(({ record }) => record.signedIn)
  return {
    sessions: found.map(({ entry }) => entry),
    last: (inUse.length > 0 ? inUse : found.filter(({ record }) => !record.pending)).at(-1)?.entry.key,
    pending: found.findLast(({ record }) => record.pending)?.entry.key,
  }
}
