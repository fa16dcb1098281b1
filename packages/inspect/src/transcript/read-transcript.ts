import type { InspectionMessage } from '../protocol/messages.ts'
import type { TranscriptProblem } from './problem.ts'
import { readRecordings } from './read-recordings.ts'

/** How much {@link readTranscript} may read. */
export interface ReadOptions {
  /** The largest text, in bytes of UTF-8. Default 50 MB. */
  maxBytes?: number | undefined
}

/** What {@link readTranscript} could read. */
export interface Transcript {
  messages: InspectionMessage[]
  /** At most 100. */
  problems: TranscriptProblem[]
  /** How many messages were left out on purpose, because they repeat others and it had to fit into a link. Absent when none was. */
  leftOut?: number
}

/**
 * Reads the JSON Lines that a recorder wrote. Lines that are cut off or no messages are passed over, repeated messages are dropped, and
 * those out of order sorted; the problems name all of that, and what is missing. Of several recordings in one text, each begins with its
 * header. The text may come from anyone, so show what it says as text.
 *
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises'
 * import { readTranscript } from '@device-flow/inspect'
 *
 * const { messages, problems } = readTranscript(await readFile('login.jsonl', 'utf8'))
 * console.log(messages.length, problems)
 * ```
 *
 * @throws TranscriptError when it is no transcript at all, one of another version, or too large
 */
export function readTranscript(text: string, { maxBytes = 50_000_000 }: ReadOptions = {}): Transcript {
  const { recordings, problems } = readRecordings(text, maxBytes)
  const messages = recordings.flatMap((recording) => recording.messages)
  const leftOut = recordings.reduce((sum, { header }) => sum + countOf(header?.leftOut), 0)
  return { messages, problems, ...(leftOut > 0 && { leftOut }) }
}

function countOf(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0
}
