import { parseFlags } from '../arguments/parse-flags.ts'
import type { CommandIo } from '../command-io.ts'
import type { Command } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import type { ExitCode } from '../exit-codes.ts'
import { fail } from '../failure/fail.ts'
import { encodeJsonLine } from '../json/json-line.ts'
import type { JsonLine } from '../json/json-line.ts'
import { readIndex } from '../kept/session-index.ts'
import { readSession } from '../kept/find-session.ts'
import { keyPlace } from '../kept/key-place.ts'
import { selectSession } from '../kept/select-session.ts'
import { openIndexStore, openSessionStore } from '../kept/stores.ts'
import { writeStdout } from '../process/write-stdout.ts'
import { sessionStatus } from './session-status.ts'
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
    const entry = selectSession(await readIndex(openIndexStore(io)), flags)
    if (!entry) {
      const store = await keyPlace(openSessionStore('auto', io))
      const nobody: JsonLine = { type: 'status', signed_in: false, store }
      await writeStdout(io.stdout, flags.json ? encodeJsonLine(nobody) : 'Nobody is signed in.\n', io.signal)
      return exitCodes.signedOut
    }
    const kept = await readSession(entry, io)
    const status = sessionStatus(kept, await keyPlace(kept.store), Date.now())
    await writeStdout(io.stdout, formatStatus(status, flags), io.signal)
    return status.signedIn ? exitCodes.signedIn : exitCodes.signedOut
  } catch (error) {
    return fail('status', error, io, flags.json)
  }
}
