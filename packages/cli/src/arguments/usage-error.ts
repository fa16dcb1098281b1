import type { TerminalStream } from '@device-flow/node'
import { exitCodes } from '../exit-codes.ts'

/** The command was called wrongly; the message says what to do, in one line. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Tells what is wrong with a command's arguments, and where to read more; returns the exit code for that. */
export function usageFailure(stderr: TerminalStream, command: string, problem: string): typeof exitCodes.usage {
  stderr.write(`device-flow ${command}: ${problem} See device-flow ${command} --help.\n`)
  return exitCodes.usage
}
