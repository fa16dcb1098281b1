import { closeSync } from 'node:fs'
import process from 'node:process'
import { isatty } from 'node:tty'

/** Finds which of stdin, stdout and stderr are terminals. Call it at the start: a terminal that has hung up is none any more. */
export function terminals(): number[] {
  return [0, 1, 2].filter((descriptor) => isatty(descriptor))
}

/**
 * Ends the process. Of the terminals that it had at the start, those whose window has been closed are closed first: Node resets what is
 * open, and where that fails it crashes (SIGABRT), with the tokens in the core dump.
 */
export function endProcess(exitCode: number, hadTerminals: readonly number[]): never {
  for (const descriptor of hadTerminals) if (!isatty(descriptor)) closeSync(descriptor)
  process.exit(exitCode)
}
