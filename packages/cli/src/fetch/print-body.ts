import type { CommandIo } from '../command-io.ts'
import { writeStdout } from '../process/write-stdout.ts'

/**
 * Prints the body of a response as it arrives, byte by byte, no faster than it is read.
 *
 * @throws as {@link writeStdout} does, and what the body breaks off with
 */
export async function printBody({ body }: Response, { stdout, signal }: CommandIo): Promise<void> {
  if (!body) return
  const reader = body.getReader()
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      await writeStdout(stdout, part.value as Uint8Array, signal)
    }
  } catch (error) {
    await reader.cancel().catch(() => {})
    throw error
  }
}
