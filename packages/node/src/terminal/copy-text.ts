import { isOverSsh } from './terminal-stream.ts'
import type { Environment, TerminalStream } from './terminal-stream.ts'

/** Where a text is copied to. */
interface CopyOptions {
  stream: TerminalStream
  env: Environment
  ascii: boolean
}

/**
 * Copies a text to the clipboard: by the platform's tool, and through the terminal (xterm's OSC 52), which reaches the person's own
 * clipboard over SSH and out of a container, too. Never rejects.
 *
 * @returns whether it is known to be there: a terminal does not tell
 */
export async function copyText(text: string, { stream, env, ascii }: CopyOptions): Promise<boolean> {
  // A console would print it.
  if (!ascii) stream.write(`\u{1b}]52;c;${Buffer.from(text).toString('base64')}\u{7}`)
  // The tool would fill the clipboard of the other computer.
  if (isOverSsh(env)) return false
  try {
    const { writeText } = await import('tinyclip')
    await writeText(text)
    return true
  } catch {
    return false
  }
}
