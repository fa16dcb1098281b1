import type { CommandIo } from './command-io.ts'
import type { ExitCode } from './exit-codes.ts'

/** One command of `device-flow`. */
export interface Command {
  /** What its `--help` says. */
  readonly help: () => string
  /** Runs it with the arguments behind its name; resolves to its exit code. */
  readonly run: (argv: readonly string[], io: CommandIo) => Promise<ExitCode>
}
