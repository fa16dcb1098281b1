import process from 'node:process'
import { setTimeout as delay } from 'node:timers/promises'
import { cleanText } from '@device-flow/untrusted'
import { CLIENT_SECRET_VARIABLE, HEADERS_VARIABLE } from '../command-io.ts'
import type { CommandIo } from '../command-io.ts'
import { exitCodes } from '../exit-codes.ts'
import { endProcess, terminals } from './end-process.ts'
import { OutputLostError } from './write-stdout.ts'

/**
 * The longest that a cancelled process lives on, ms: 3 s for the response to a poll under way, and 3 s to revoke the grant in it. In two
 * parts, so that one that was stopped meanwhile still has the second for what it finds when it goes on.
 */
const CLEANUP_LIMIT_PARTS_MS = [3_500, 3_000] as const

/** Within this time a repeated signal is not a second one: npm and others pass on what the terminal has told this process, too; ms. */
const ECHO_MS = 250

const MESSAGE_LIMIT_CHARS = 2048

const SECRET_VARIABLES = [CLIENT_SECRET_VARIABLE, HEADERS_VARIABLE, 'DEVICE_FLOW_KEY']

const SIGNALS = { SIGINT: exitCodes.interrupted, SIGTERM: exitCodes.terminated, SIGHUP: exitCodes.hungUp } as const

/**
 * Runs a command as this process: gives it the streams, the environment and a signal that Ctrl-C (SIGINT), SIGTERM or a closed
 * window (SIGHUP) aborts, and ends the process with its exit code. A cancelled command has 6.5 s to clean up; a second Ctrl-C ends it
 * at once. In a process without a terminal, SIGHUP ends nothing: it has no window that could be closed.
 */
export async function runProcess(
  command: (io: CommandIo & { signal: AbortSignal }) => Promise<number>,
): Promise<never> {
  const { stdout, stderr } = process
  const hadTerminals = terminals()
  const interruption = onInterruption(hadTerminals)
  const cancel = new AbortController()
  interruption.signal.addEventListener('abort', () => cancel.abort())
  // A reader that has gone (`| head -1`) will never learn how it ends, so nobody is left to sign in for.
  stdout.on('error', (error) => cancel.abort(new OutputLostError('stdout', error)))
  const stderrLost = new AbortController()
  stderr.on('error', (error) => stderrLost.abort(new OutputLostError('stderr', error)))

  const env = { ...process.env }
  // A browser that is opened inherits the environment of this process.
  for (const name of SECRET_VARIABLES) delete process.env[name]

  const pendingCleanup: Promise<void>[] = []
  const waitUntil = (work: Promise<void>): void => void pendingCleanup.push(work)
  const exitHandlers: (() => Promise<void>)[] = []
  const onExit = (handler: () => Promise<void>): void => void exitHandlers.push(handler)
  const io = {
    // Not read before it is asked for: that would open it.
    stdin: () => process.stdin,
    stdout,
    stderr,
    env,
    signal: cancel.signal,
    stderrLost: stderrLost.signal,
    waitUntil,
    pastCancelling: interruption.ignore,
    onExit,
  }
  const exitCode = await command(io).catch((error: unknown) => {
    stderr.write(`Something went wrong in this software: ${cleanText(String(error), MESSAGE_LIMIT_CHARS)}\n`)
    return exitCodes.unexpected
  })
  await Promise.all(pendingCleanup)
  await Promise.all(exitHandlers.map((handler) => handler()))
  await new Promise<void>((resolve) => void stdout.write('', () => resolve()))
  endProcess(interruption.exitCode() ?? exitCode, hadTerminals)
}

/** What signals do to a process. */
interface Interruption {
  readonly signal: AbortSignal
  /** That of the first signal; undefined while there is none, or once they change nothing any more. */
  exitCode(): number | undefined
  /** From now on the command ends with what it has achieved. Signals end it all the same, should its output not be read. */
  ignore(): void
}

/**
 * Aborts at the first signal, and ends the process at the second, or when the time for a clean end is over. Without a terminal SIGHUP is
 * none of them: Node forgets that a process was started with SIGHUP ignored (`nohup`, `trap '' HUP`), so this is the sign.
 */
function onInterruption(hadTerminals: readonly number[]): Interruption {
  const controller = new AbortController()
  let first: { exitCode: number; at: number } | undefined
  let isIgnored = false
  const end = (exitCode: number): never => endProcess(isIgnored ? exitCodes.signedIn : exitCode, hadTerminals)
  for (const [name, exitCode] of Object.entries(SIGNALS)) {
    process.on(name, () => {
      if (name === 'SIGHUP' && hadTerminals.length === 0) return
      const at = performance.now()
      if (first && at - first.at > ECHO_MS) end(exitCode)
      if (first) return
      first = { exitCode, at }
      void cleanupLimit().then(() => end(exitCode))
      controller.abort()
    })
  }
  return {
    signal: controller.signal,
    exitCode: () => (isIgnored ? undefined : first?.exitCode),
    ignore() {
      isIgnored = true
    },
  }
}

async function cleanupLimit(): Promise<void> {
  for (const ms of CLEANUP_LIMIT_PARTS_MS) await delay(ms, undefined, { ref: false })
}
