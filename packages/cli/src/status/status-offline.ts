import { parseFlags } from '../arguments/parse-flags.ts'
import { findRecord } from '../kept/find-session.ts'
import type { KeptIo } from '../kept/stores.ts'
import { readStatus } from './read-status.ts'
import { statusFlags } from './status-flags.ts'
import type { StatusFlagValues } from './status-flags.ts'
import { formatStatus } from './status-text.ts'

/** What `device-flow status` prints, where somebody is signed in; otherwise undefined, or it rejects. */
export async function statusOffline(argv: readonly string[], io: KeptIo): Promise<string | undefined> {
  const flags: StatusFlagValues = argv.length === 0 ? {} : parseFlags(statusFlags, argv)
  if (flags.all) return undefined
  const status = await readStatus(await findRecord(flags, io))
  // What seems to be missing may have another name at its provider, which is not known here.
  return status.signedIn && status.notGranted === undefined ? formatStatus(status, flags) : undefined
}
