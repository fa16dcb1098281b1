import { cleanText } from '@device-flow/untrusted'
import { parseArguments } from '../arguments/parse-flags.ts'
import { UsageError } from '../arguments/usage-error.ts'
import type { CommandIo } from '../command-io.ts'
import type { Command } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import type { ExitCode } from '../exit-codes.ts'
import { fail } from '../failure/fail.ts'
import { writeStdout } from '../process/write-stdout.ts'
import { bashCompletion } from './bash.ts'
import { commandTables } from './command-tables.ts'
import { completionHelp } from './completion-help.ts'
import { fishCompletion } from './fish.ts'
import { zshCompletion } from './zsh.ts'

const SHELLS = new Map([
  ['bash', bashCompletion],
  ['zsh', zshCompletion],
  ['fish', fishCompletion],
])

/** `device-flow completion`. */
export const completionCommand: Command = { help: completionHelp, run }

async function run(argv: readonly string[], io: CommandIo): Promise<ExitCode> {
  try {
    const [shell] = parseArguments({}, argv, 1).operands
    const write = SHELLS.get(shell ?? '')
    if (!write) {
      const problem = shell === undefined ? 'Say for which shell' : `There is none for ${cleanText(shell, 40)}`
      throw new UsageError(`${problem}: ${[...SHELLS.keys()].join(', ')}.`)
    }
    await writeStdout(io.stdout, write(commandTables), io.signal)
    return exitCodes.signedIn
  } catch (error) {
    return fail('completion', error, io, false)
  }
}
