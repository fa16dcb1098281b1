import type { KeptRecord } from '../kept/find-session.ts'
import { keyPlace } from '../kept/key-place.ts'
import { sessionStatus } from './session-status.ts'
import type { SessionStatus } from './session-status.ts'

/** Says what is known of a session now, and of the place where it is kept. */
export async function readStatus(kept: KeptRecord): Promise<SessionStatus> {
  const problem = await kept.store.writeProblem(kept.entry.key)
  return sessionStatus(kept, { store: await keyPlace(kept), writeProblem: problem?.message }, Date.now())
}
