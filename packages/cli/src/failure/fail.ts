import { UsageError, usageFailure } from '../arguments/usage-error.ts'
import type { CommandIo } from '../command-io.ts'
import { exitCodes } from '../exit-codes.ts'
import type { ExitCode } from '../exit-codes.ts'
import { encodeJsonLine } from '../json/json-line.ts'
import { OutputLostError, writeStdout } from '../process/write-stdout.ts'

/**
 * Ends a command that failed: tells why on stderr, and with `--json` on stdout, too. Resolves to the exit code. Never rejects. What tells
 * most failures is loaded when there is one: it knows the chart's errors, which a command that succeeds does not wait for.
 */
export async function fail(
  command: string,
  failure: unknown,
  io: CommandIo,
  json: boolean | undefined,
): Promise<ExitCode> {
  if (failure instanceof UsageError) return usageFailure(io.stderr, command, failure.message)
  // `| head` has read what it wanted.
  if (failure instanceof OutputLostError && failure.isReaderGone) return exitCodes.unexpected
  const { reportFailure } = await import('./report-failure.ts')
  return reportFailure(failure, {
    io,
    print: async (line) => {
      if (json) await writeStdout(io.stdout, encodeJsonLine(line))
    },
    givenUp: `so device-flow ${command} was given up`,
  })
}
