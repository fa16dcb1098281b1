import { replaceHiddenCharacters } from '@device-flow/untrusted'
import type { CommandIo } from '../command-io.ts'
import { writeStdout } from '../process/write-stdout.ts'

/**
 * Prints the body of a response as it arrives, no faster than it is read: to a file or a pipe byte by byte; on a terminal as text (UTF-8)
 * without what that obeys, or nobody sees.
 *
 * @throws as {@link writeStdout} does, and what the body breaks off with
 */
export async function printBody({ body }: Response, { stdout, signal }: CommandIo): Promise<void> {
  if (!body) return
  const reader = body.getReader()
  const decoder = stdout.isTTY ? new TextDecoder() : undefined
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const bytes = part.value as Uint8Array
      await writeStdout(stdout, decoder ? shownText(decoder.decode(bytes, { stream: true })) : bytes, signal)
    }
    // Of a character that was cut off.
    if (decoder) await writeStdout(stdout, shownText(decoder.decode()), signal)
  } catch (error) {
    await reader.cancel().catch(() => {})
    throw error
  }
}

function shownText(text: string): string {
  return replaceHiddenCharacters(text, (character) => (character === '\n' || character === '\t' ? character : ''))
}
