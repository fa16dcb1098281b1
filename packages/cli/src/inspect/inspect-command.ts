import type { ServedViewer } from '@device-flow/viewer'
import { parseFlags } from '../arguments/parse-flags.ts'
import { UsageError, usageFailure } from '../arguments/usage-error.ts'
import type { CommandIo } from '../command-io.ts'
import type { Command } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import type { ExitCode } from '../exit-codes.ts'
import { openBrowser } from '@device-flow/node'
import { whenAborted } from '../process/when-aborted.ts'
import { OutputLostError, writeStdout } from '../process/write-stdout.ts'
import { VIEWER_PORT } from '../viewer-port.ts'
import { inspectFlags } from './inspect-flags.ts'
import { inspectHelp } from './inspect-help.ts'
import { serveAt } from './serve-at.ts'

/** `device-flow inspect`: serves the viewer until the command is cancelled. */
export const inspectCommand: Command = { help: inspectHelp, run }

async function run(argv: readonly string[], io: CommandIo): Promise<ExitCode> {
  let viewer: ServedViewer
  let opens: boolean | undefined
  try {
    const flags = parseFlags(inspectFlags, argv)
    opens = flags.open
    viewer = await serveAt(flags.port ?? VIEWER_PORT)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return usageFailure(io.stderr, 'inspect', error.message)
  }
  try {
    await writeStdout(io.stdout, `${viewer.url}\n`, io.signal)
    io.stderr.write(instructions(viewer))
    if (opens) void openBrowser(viewer.url)
    return endedBy(await whenAborted(io.signal), io)
  } catch (error) {
    return endedBy(error, io)
  } finally {
    await viewer.close()
  }
}

function endedBy(reason: unknown, { stderr, signal }: CommandIo): ExitCode {
  if (reason instanceof OutputLostError) {
    stderr.write(`${reason.message}, so the viewer was closed.\n`)
    return exitCodes.unexpected
  }
  if (!signal?.aborted) throw reason
  return exitCodes.interrupted
}

function instructions({ url, webSocketUrl }: ServedViewer): string {
  const isAtUsualPort = new URL(url).port === String(VIEWER_PORT)
  const flag = isAtUsualPort ? '--inspect' : `--inspect-url ${webSocketUrl}`
  return `Open this page in a browser on this computer. It is served until Ctrl-C.
To watch a login there, start it with: device-flow login ... ${flag}
`
}
