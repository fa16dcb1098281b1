import type { CommandIo } from '../command-io.ts'
import { wrap } from '../arguments/help-text.ts'

/** Writes a sentence for people; on a terminal broken between words, as the prompt above it is: a terminal would break it anywhere. */
export function writeNotice({ stderr }: Pick<CommandIo, 'stderr'>, sentence: string): void {
  const lines = stderr.isTTY && stderr.columns ? wrap(sentence, stderr.columns) : [sentence]
  stderr.write(`${lines.join('\n')}\n`)
}
