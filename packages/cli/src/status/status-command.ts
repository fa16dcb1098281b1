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
import { selectSession } from '../kept/select-session.ts'
import { openIndexStore } from '../kept/stores.ts'
import { writeStdout } from '../process/write-stdout.ts'
import { sessionStatus } from './session-status.ts'
import { statusFlags } from './status-flags.ts'
import type { StatusFlagValues } from './status-flags.ts'
import { statusHelp } from './status-help.ts'
import { formatStatus } from './status-text.ts'

/** `device-flow status`. */
export const statusCommand: Command = { help: statusHelp, run }

const NOBODY: JsonLine = { type: 'status', signed_in: false }

async function run(argv: readonly string[], io: CommandIo): Promise<ExitCode> {
  let flags: StatusFlagValues = {}
  try {
    flags = parseFlags(statusFlags, argv)
    const entry = selectSession(await readIndex(openIndexStore(io)), flags)
    if (!entry) {
      await writeStdout(io.stdout, flags.json ? encodeJsonLine(NOBODY) : 'Nobody is signed in.\n', io.signal)
      return exitCodes.signedOut
    }
    const status = sessionStatus(await readSession(entry, io), Date.now())
    await writeStdout(io.stdout, formatStatus(status, flags), io.signal)
    return status.signedIn ? exitCodes.signedIn : exitCodes.signedOut
  } catch (error) {
    return fail('status', error, io, flags.json)
  }
}
