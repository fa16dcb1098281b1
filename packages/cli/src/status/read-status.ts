import type { KeptRecord } from '../kept/find-session.ts'
import type { IsAmong } from '../kept/not-granted.ts'
import { keyPlace } from '../kept/key-place.ts'
import { sessionStatus } from './session-status.ts'
import type { SessionStatus } from './session-status.ts'

/**
 * Says what is known of a session now, and of the place where it is kept.
 *
 * @param isAmong by the names that its provider has for scopes
 */
export async function readStatus(kept: KeptRecord, isAmong?: IsAmong): Promise<SessionStatus> {
  const problem = await kept.store.writeProblem(kept.entry.key)
  const howKept = { store: await keyPlace(kept), writeProblem: problem?.message }
  return sessionStatus(kept, howKept, Date.now(), isAmong)
}
