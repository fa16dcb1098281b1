import process from 'node:process'
import { setTimeout as delay } from 'node:timers/promises'
import type { CommandIo } from './command-io.ts'
import { exitCodes } from './exit-codes.ts'
import { CLIENT_SECRET_VARIABLE } from './login-options.ts'

/** The longest that a cancelled process waits for a late grant to be revoked, ms. */
const LONGEST_GOODBYE_MS = 3_500

const SIGNALS = { SIGINT: exitCodes.interrupted, SIGTERM: exitCodes.terminated } as const

/**
 * Runs a command as this process: gives it the streams, the environment and a signal that Ctrl-C (SIGINT) or SIGTERM aborts, and ends
 * the process with its exit code. A cancelled command has 3.5 s to clean up; a second Ctrl-C ends it at once.
 */
export async function runProcess(
  command: (io: CommandIo & { signal: AbortSignal }) => Promise<number>,
): Promise<never> {
  const cancel = new AbortController()
  const goodbyes: Promise<void>[] = []
  let killedBy: number | undefined
  for (const [signal, exitCode] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      if (killedBy !== undefined) process.exit(exitCode)
      killedBy = exitCode
      cancel.abort()
    })
  }
  // A reader that has gone (`| head -1`) will never learn how it ends, so nobody is left to sign in for.
  process.stdout.on('error', () => cancel.abort())
  process.stderr.on('error', () => {})

  const env = { ...process.env }
  // A browser that is opened inherits the environment of this process.
  delete process.env[CLIENT_SECRET_VARIABLE]

  const { stdout, stderr } = process
  const waitUntil = (work: Promise<void>): void => void goodbyes.push(work)
  let exitCode = await command({ stdout, stderr, env, signal: cancel.signal, waitUntil }).catch((error: unknown) => {
    stderr.write(`Something went wrong in this software${error instanceof Error ? ` (${error.name})` : ''}.\n`)
    return exitCodes.unexpected
  })
  await Promise.race([Promise.all(goodbyes), delay(LONGEST_GOODBYE_MS)])
  await new Promise<void>((resolve) => void stdout.write('', () => resolve()))
  exitCode = killedBy ?? exitCode
  process.exit(exitCode)
}
