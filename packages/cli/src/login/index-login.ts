import type { CommandIo } from '../command-io.ts'
import { readSession } from '../kept/find-session.ts'
import { readOrRepairIndex } from '../kept/repair-index.ts'
import { isSignedOut } from '../kept/select-session.ts'
import { entryOf, updateIndex, withEntry, withSignedOut } from '../kept/session-index.ts'
import type { SessionEntry } from '../kept/session-index.ts'

/**
 * Notes a login that begins, before its code is shown: whatever happens to this process, the next one finds it. Resolves to false when
 * another has begun the same login meanwhile, to keep it in another store: there would be two sessions.
 */
export async function noteBeginning({ state: _over, ...entry }: SessionEntry, io: CommandIo): Promise<boolean> {
  let isOurs = true
  await updateIndex(io, (index) => {
    const known = entryOf(index, entry.key)
    isOurs = !known || isSignedOut(known) || known.store === entry.store
    if (!isOurs) return index
    const isNew = !known || known.state === 'begun'
    return { ...withEntry(index, isNew ? { ...entry, state: 'begun' } : entry), pending: entry.key }
  })
  return isOurs
}

/** Notes that somebody is signed in. A list that was damaged meanwhile is made anew. */
export async function noteSignedIn({ state: _over, ...entry }: SessionEntry, io: CommandIo): Promise<void> {
  await readOrRepairIndex(io)
  await updateIndex(io, (index) => {
    const { pending, ...rest } = withEntry(index, entry)
    return { ...rest, last: entry.key, ...(pending !== entry.key && pending !== undefined && { pending }) }
  })
}

/** Notes the end of a command that brought no session. Resolves to whether its login still waits, for others. Never rejects. */
export async function noteEnd(entry: SessionEntry, io: CommandIo): Promise<boolean> {
  try {
    const { record } = await readSession(entry, io)
    if (record?.pending) return true
    await updateIndex(io, (index) => {
      if (record?.signedIn) return { ...index, ...(index.pending === entry.key && { pending: undefined }) }
      return withSignedOut(index, entry.key)
    })
  } catch {
    // What is listed and not there is found out when it is looked for.
  }
  return false
}
