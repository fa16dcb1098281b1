import { TranscriptError } from './transcript-error.ts'

const MAX_LINES = 200_000

/** A line that holds something, counted from 1. */
export interface Line {
  line: number
  content: string
}

/**
 * Goes through the lines that hold something. `split` would make millions of strings of a file of nothing but line breaks.
 *
 * @throws TranscriptError when there are too many
 */
export function* linesOf(text: string): Generator<Line> {
  let line = 0
  let count = 0
  for (let start = 0; start < text.length;) {
    const end = text.indexOf('\n', start)
    const content = text.slice(start, end < 0 ? text.length : end).trim()
    start = end < 0 ? text.length : end + 1
    line++
    if (content === '') continue
    if (++count > MAX_LINES) {
      throw new TranscriptError(
        'tooLarge',
        `The transcript has more than ${MAX_LINES} lines (line ${line}). Cut it there.`,
      )
    }
    // A byte order mark is white space to `trim`.
    yield { line, content }
  }
}

/** Returns the JSON in a line; nothing when there is none. */
export function parseLine(content: string): unknown {
  // All of ours are objects, and finding out by an exception takes long, a million times over.
  if (!content.startsWith('{')) return undefined
  try {
    return JSON.parse(content)
  } catch {
    return undefined
  }
}
