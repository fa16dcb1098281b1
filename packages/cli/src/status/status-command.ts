import { parseFlags } from '../arguments/parse-flags.ts'
import type { CommandIo } from '../command-io.ts'
import type { Command } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import type { ExitCode } from '../exit-codes.ts'
import { fail } from '../failure/fail.ts'
import { encodeJsonLine } from '../json/json-line.ts'
import type { JsonLine } from '../json/json-line.ts'
import { readIndex } from '../kept/session-index.ts'
import type { SessionEntry } from '../kept/session-index.ts'
import { nobodySignedIn, readRecord } from '../kept/find-session.ts'
import { isAmongAt } from '../kept/is-among-at.ts'
import { profileOfKept } from '../kept/profile-of-kept.ts'
import { allSessions, selectSession } from '../kept/select-session.ts'
import { openSessionStore } from '../kept/stores.ts'
import { writeStdout } from '../process/write-stdout.ts'
import { readStatus } from './read-status.ts'
import { statusFlags } from './status-flags.ts'
import type { StatusFlagValues } from './status-flags.ts'
import { statusHelp } from './status-help.ts'
import { formatStatus } from './status-text.ts'

/** `device-flow status`. */
export const statusCommand: Command = { help: statusHelp, run }

async function run(argv: readonly string[], io: CommandIo): Promise<ExitCode> {
  let flags: StatusFlagValues = {}
  try {
    flags = parseFlags(statusFlags, argv)
    const index = await readIndex(io)
    if (flags.all) return await tellAll(allSessions(index, flags), flags, io)
    const entry = selectSession(index, flags)
    return await (entry ? tell(entry, flags, io) : tellNobody(flags, io))
  } catch (error) {
    return fail('status', error, io, flags.json)
  }
}

async function tell(entry: SessionEntry, flags: StatusFlagValues, io: CommandIo): Promise<ExitCode> {
  const kept = await readRecord(entry, io)
  const status = await readStatus(kept, isAmongAt(await profileOfKept(kept)))
  await writeStdout(io.stdout, formatStatus(status, flags), io.signal)
  return status.signedIn ? exitCodes.signedIn : exitCodes.signedOut
}

/** Says it of each, and is content with one that is signed in. One that cannot be read does not hide the others. */
async function tellAll(entries: readonly SessionEntry[], flags: StatusFlagValues, io: CommandIo): Promise<ExitCode> {
  if (entries.length === 0) return tellNobody(flags, io)
  const ends: ExitCode[] = []
  for (const entry of entries) {
    ends.push(await tell(entry, flags, io).catch((error: unknown) => fail('status', error, io, flags.json)))
  }
  const failed = ends.find((end) => end !== exitCodes.signedIn && end !== exitCodes.signedOut)
  return failed ?? (ends.includes(exitCodes.signedIn) ? exitCodes.signedIn : exitCodes.signedOut)
}

async function tellNobody(flags: StatusFlagValues, io: CommandIo): Promise<ExitCode> {
  const { key } = await openSessionStore('auto', io).describe()
  const nobody: JsonLine = { type: 'status', signed_in: false, store: key === 'keyFile' ? 'file' : key }
  await writeStdout(io.stdout, flags.json ? encodeJsonLine(nobody) : `${nobodySignedIn(flags)}\n`, io.signal)
  return exitCodes.signedOut
}
