import type { CommandIo } from '../command-io.ts'
import { readSession } from '../kept/find-session.ts'
import { updateIndex, withEntry, withoutEntry } from '../kept/session-index.ts'
import type { SessionEntry } from '../kept/session-index.ts'
import { openIndexStore } from '../kept/stores.ts'

/** Notes a login that begins, before its code is shown: whatever happens to this process, the next one finds it. */
export async function noteBeginning(entry: SessionEntry, io: CommandIo): Promise<void> {
  await updateIndex(openIndexStore(io), (index) => ({ ...withEntry(index, entry), pending: entry.key }))
}

/** Notes that somebody is signed in. */
export async function noteSignedIn(entry: SessionEntry, io: CommandIo): Promise<void> {
  await updateIndex(openIndexStore(io), (index) => {
    const { pending, ...rest } = withEntry(index, entry)
    return { ...rest, last: entry.key, ...(pending !== entry.key && pending !== undefined && { pending }) }
  })
}

/** Notes the end of a login that brought no session: what neither waits nor is signed in is not listed any more. Never rejects. */
export async function noteEnd(entry: SessionEntry, io: CommandIo): Promise<void> {
  try {
    const { record } = await readSession(entry, io)
    await updateIndex(openIndexStore(io), (index) => {
      if (record?.pending) return index
      if (record?.signedIn) return { ...index, ...(index.pending === entry.key && { pending: undefined }) }
      return withoutEntry(index, entry.key)
    })
  } catch {
    // What is listed and not there is found out when it is looked for.
  }
}
