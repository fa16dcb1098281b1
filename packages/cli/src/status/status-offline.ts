import { parseFlags } from '../arguments/parse-flags.ts'
import { findRecord } from '../kept/find-session.ts'
import { keyPlace } from '../kept/key-place.ts'
import type { KeptIo } from '../kept/stores.ts'
import { sessionStatus } from './session-status.ts'
import { statusFlags } from './status-flags.ts'
import type { StatusFlagValues } from './status-flags.ts'
import { formatStatus } from './status-text.ts'

/** What `device-flow status` prints, where somebody is signed in; otherwise undefined, or it rejects. */
export async function statusOffline(argv: readonly string[], io: KeptIo): Promise<string | undefined> {
  const flags: StatusFlagValues = argv.length === 0 ? {} : parseFlags(statusFlags, argv)
  if (flags.all) return undefined
  const kept = await findRecord(flags, io)
  const status = sessionStatus(kept, await keyPlace(kept), Date.now())
  return status.signedIn ? formatStatus(status, flags) : undefined
}
