import type { KeptSession } from '../kept/find-session.ts'

/**
 * Makes sure that what is kept of a login that waits can be changed, by writing it as it is: while it cannot be, its code signs nobody in,
 * and a process that could not note so may have used it up.
 *
 * @throws SessionStoreError when it cannot be written
 */
export async function checkWritable({ entry, store }: Pick<KeptSession, 'entry' | 'store'>): Promise<void> {
  const stored = await store.read(entry.key)
  // False where another writes at this moment: then it can be written.
  if (stored) await store.writeIf(entry.key, stored.revision, { ...stored, revision: stored.revision + 1 })
}
