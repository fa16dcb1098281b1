import type { CommandIo } from '../command-io.ts'
import { wrap } from '../arguments/help-text.ts'

/** Writes a sentence for people; on a terminal broken between words, as the prompt is: a terminal would break it anywhere. */
export function writeNotice({ stderr }: Pick<CommandIo, 'stderr'>, sentence: string): void {
  stderr.write(`${linesOf(sentence, stderr).join('\n')}\n`)
}

/** The same where a prompt may have a line that it rewrites, which is overwritten to its end. */
export function writeNoticeOver({ stderr }: Pick<CommandIo, 'stderr'>, sentence: string): void {
  const [first = '', ...others] = linesOf(sentence, stderr)
  const width = stderr.isTTY && stderr.columns ? stderr.columns - 1 : 0
  stderr.write(`${[first.padEnd(width), ...others].join('\n')}\n`)
}

function linesOf(sentence: string, { isTTY, columns }: CommandIo['stderr']): string[] {
  return isTTY && columns ? wrap(sentence, columns) : [sentence]
}
