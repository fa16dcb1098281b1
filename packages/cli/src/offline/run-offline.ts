import { writeSync } from 'node:fs'
import type { KeptIo } from '../kept/stores.ts'
import { statusOffline } from '../status/status-offline.ts'
import { tokenOffline } from '../token/token-offline.ts'

/** Does a command by what is kept alone; resolves to its output, or undefined when it takes more. */
type OfflineCommand = (argv: readonly string[], io: KeptIo) => Promise<string | undefined>

const commands: Readonly<Record<string, OfflineCommand>> = { token: tokenOffline, status: statusOffline }

/**
 * Runs `device-flow token` and `status` where what is kept will do, and ends the process. Resolves when that is not so, or anything is
 * wrong: then nothing has been printed. Scripts ask for a token at each request, so this comes without the streams, signals and
 * terminals that other commands need, each of which costs milliseconds.
 */
export async function runOffline([name = '', ...argv]: readonly string[]): Promise<void> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) return
  const io = { env: process.env, stderr: { write: (text: string) => process.stderr.write(text) } }
  const output = await command(argv, io).catch(() => undefined)
  if (output === undefined) return
  const bytes = Buffer.from(output)
  const written = writeAtOnce(bytes)
  if (written === 0) return
  if (written < bytes.length)
    await new Promise((resolve) => void process.stdout.write(bytes.subarray(written), resolve))
  process.exit(0)
}

/**
 * Writes to stdout as much as it takes at once, without the stream of `process.stdout`, which takes a millisecond to open. Returns how many
 * bytes it took: none when it cannot be written, of which run-process.ts tells.
 */
function writeAtOnce(bytes: Uint8Array): number {
  try {
    return writeSync(1, bytes)
  } catch {
    return 0
  }
}
