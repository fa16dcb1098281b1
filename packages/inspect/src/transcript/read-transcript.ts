import { isRecord } from '@device-flow/untrusted'
import type { InspectionMessage } from '../protocol/messages.ts'
import { TRANSCRIPT_TYPE, TRANSCRIPT_VERSION } from './header.ts'
import { inSequence } from './in-sequence.ts'
import type { MessageLine } from './in-sequence.ts'
import { isInspectionMessage } from '../protocol/is-inspection-message.ts'
import type { TranscriptProblem } from './problem.ts'
import { TranscriptError } from './transcript-error.ts'

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
}

const MEGABYTE = 1_000_000
const MAX_LINES = 200_000
const MAX_PROBLEMS = 100

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
export function readTranscript(text: string, { maxBytes = 50 * MEGABYTE }: ReadOptions = {}): Transcript {
  if (isLargerThan(text, maxBytes)) {
    throw new TranscriptError(
      `The transcript is larger than ${Math.floor(maxBytes / MEGABYTE)} MB. Cut it at a line's end, or raise maxBytes.`,
    )
  }
  const recordings: MessageLine[][] = [[]]
  const problems: TranscriptProblem[] = []
  let hasHeader = false
  const report = (problem: TranscriptProblem): void => {
    if (problems.length < MAX_PROBLEMS) problems.push(problem)
  }

  for (const { line, content } of linesOf(text)) {
    const value = parse(content)
    if (isHeader(value)) {
      requireVersion(value, line)
      hasHeader = true
      recordings.push([])
    } else if (isInspectionMessage(value)) recordings.at(-1)?.push({ line, message: value })
    else report({ line, what: complaintAbout(value) })
  }
  const messages = recordings.flatMap((recording) => inSequence(recording, report).map(({ message }) => message))

  if (!hasHeader && messages.length === 0) {
    throw new TranscriptError(
      'This is no transcript of a device login: no line is one of its messages. Choose a file that a recorder wrote.',
    )
  }
  if (!hasHeader) problems.unshift({ line: 1, what: 'The header is missing, so the version is a guess' })
  return { messages, problems: problems.toSorted((a, b) => a.line - b.line) }
}

function isLargerThan(text: string, maxBytes: number): boolean {
  // A UTF-16 unit is one to three bytes of UTF-8; only in between do they have to be counted.
  if (text.length > maxBytes) return true
  return text.length * 3 > maxBytes && new TextEncoder().encode(text).length > maxBytes
}

/** `split` would make millions of strings of a file of nothing but line breaks. */
function* linesOf(text: string): Generator<{ line: number; content: string }> {
  let line = 0
  let count = 0
  for (let start = 0; start < text.length;) {
    const end = text.indexOf('\n', start)
    const content = text.slice(start, end < 0 ? text.length : end).trim()
    start = end < 0 ? text.length : end + 1
    line++
    if (content === '') continue
    if (++count > MAX_LINES) {
      throw new TranscriptError(`The transcript has more than ${MAX_LINES} lines (line ${line}). Cut it there.`)
    }
    // A byte order mark is white space to `trim`.
    yield { line, content }
  }
}

function parse(content: string): unknown {
  // All of ours are objects, and finding out by an exception takes long, a million times over.
  if (!content.startsWith('{')) return undefined
  try {
    return JSON.parse(content)
  } catch {
    return undefined
  }
}

function isHeader(value: unknown): value is { type: string; version?: unknown } {
  return isRecord(value) && value.type === TRANSCRIPT_TYPE
}

function requireVersion({ version }: { version?: unknown }, line: number): void {
  if (version === TRANSCRIPT_VERSION) return
  const which = typeof version === 'number' ? `of version ${version}` : 'without a version'
  throw new TranscriptError(
    `Line ${line}: a transcript ${which}, and this reads version ${TRANSCRIPT_VERSION}. Use the viewer that belongs to the recorder.`,
  )
}

function complaintAbout(value: unknown): string {
  return value === undefined ? 'This line is cut off, or is no JSON' : 'This line is no message of an inspector'
}
