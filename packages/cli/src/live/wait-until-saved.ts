import type { Session } from '@device-flow/session'
import { waitFor } from 'xstate'
import type { CommandIo } from '../command-io.ts'

/** Time for two more tries, after 1 s and 3 s. */
const LIMIT_MS = 4_000

/**
 * Waits until renewed tokens are kept that could not be written at first; for some seconds, then it says so. They end with this process,
 * and with them the session, where the server takes a refresh token once.
 */
export async function waitUntilSaved({ actor }: Session, { stderr, signal }: CommandIo): Promise<void> {
  const isSaved = ({ context }: ReturnType<typeof actor.getSnapshot>): boolean => !context.unsaved
  if (isSaved(actor.getSnapshot())) return
  try {
    await waitFor(actor, isSaved, { timeout: LIMIT_MS, ...(signal && { signal }) })
  } catch {
    stderr.write(
      'The renewed session could not be kept: no room, or no permission to write. You may have to sign in again.\n',
    )
  }
}
