import { isRecord } from '@device-flow/untrusted'
import { isInspectionMessage, otherProtocol } from '../protocol/is-inspection-message.ts'
import { PROTOCOL } from '../protocol/messages.ts'
import type { InspectionMessage } from '../protocol/messages.ts'
import { TRANSCRIPT_TYPE, TRANSCRIPT_VERSION } from './header.ts'
import { inSequence } from './in-sequence.ts'
import type { MessageLine } from './in-sequence.ts'
import { linesOf, parseLine } from './lines.ts'
import type { TranscriptProblem } from './problem.ts'
import { TranscriptError } from './transcript-error.ts'

const MEGABYTE = 1_000_000
const MAX_PROBLEMS = 100

/** A recording in a text, which may hold several. */
export interface ReadRecording {
  /** Its first line, of which only type and version are checked. Absent where the text begins without one. */
  header?: Record<string, unknown>
  messages: InspectionMessage[]
}

/** What could be read of a text. */
export interface ReadRecordings {
  recordings: ReadRecording[]
  /** At most 100, in the order of the lines. */
  problems: TranscriptProblem[]
}

/**
 * Reads the recordings in a text.
 *
 * @throws TranscriptError when it is no transcript at all, one of another version, or too large
 */
export function readRecordings(text: string, maxBytes: number): ReadRecordings {
  if (isLargerThan(text, maxBytes)) {
    throw new TranscriptError(
      'tooLarge',
      `The transcript is larger than ${Math.floor(maxBytes / MEGABYTE)} MB. Cut it at a line's end, or raise maxBytes.`,
    )
  }
  const read: { header?: Record<string, unknown>; lines: MessageLine[] }[] = [{ lines: [] }]
  const problems: TranscriptProblem[] = []
  const report = (problem: TranscriptProblem): void => {
    if (problems.length < MAX_PROBLEMS) problems.push(problem)
  }

  for (const { line, content } of linesOf(text)) {
    const value = parseLine(content)
    if (isHeader(value)) {
      requireVersion(value, line)
      read.push({ header: value, lines: [] })
    } else if (isInspectionMessage(value)) read.at(-1)?.lines.push({ line, message: value })
    else report({ line, what: complaintAbout(value) })
  }
  const hasHeader = read.length > 1
  const recordings = read
    .filter(({ header, lines }) => header ?? lines.length > 0)
    .map(({ header, lines }) => ({
      ...(header && { header }),
      messages: inSequence(lines, report).map(({ message }) => message),
    }))

  if (!hasHeader && recordings.every(({ messages }) => messages.length === 0)) {
    throw new TranscriptError(
      'notATranscript',
      'This is no transcript of a device login: no line is one of its messages. Choose a file that a recorder wrote.',
    )
  }
  if (!hasHeader) problems.unshift({ line: 1, what: 'The header is missing, so the version is a guess' })
  return { recordings, problems: problems.toSorted((a, b) => a.line - b.line) }
}

function isLargerThan(text: string, maxBytes: number): boolean {
  // A UTF-16 unit is one to three bytes of UTF-8; only in between do they have to be counted.
  if (text.length > maxBytes) return true
  return text.length * 3 > maxBytes && new TextEncoder().encode(text).length > maxBytes
}

function isHeader(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && value.type === TRANSCRIPT_TYPE
}

function requireVersion({ version }: Record<string, unknown>, line: number): void {
  if (version === TRANSCRIPT_VERSION) return
  const which = typeof version === 'number' ? `of version ${version}` : 'without a version'
  throw new TranscriptError(
    'otherVersion',
    `Line ${line}: a transcript ${which}, and this reads version ${TRANSCRIPT_VERSION}. Use the viewer that belongs to the recorder.`,
  )
}

/** Types that are known, whose message is wrong in another way. */
const TYPES: ReadonlySet<unknown> = new Set(['actor', 'event', 'snapshot'])
/** What is quoted of a type that is not known. */
const MAX_TYPE_CHARS = 40

function complaintAbout(value: unknown): string {
  if (value === undefined) return 'This line is cut off, or is no JSON'
  const protocol = otherProtocol(value)
  if (protocol !== undefined) return `This message is of version ${protocol}, and this reads version ${PROTOCOL}`
  if (isRecord(value) && value.protocol === PROTOCOL && typeof value.type === 'string' && !TYPES.has(value.type)) {
    return `A message of the type ${JSON.stringify(value.type.slice(0, MAX_TYPE_CHARS))} is not known here`
  }
  return 'This line is no message of an inspector'
}
