import type { InspectionMessage } from '../protocol/messages.ts'
import type { TranscriptProblem } from './problem.ts'

/** A message with its line. */
export interface MessageLine {
  line: number
  message: InspectionMessage
}

/** Sorts the messages of one recording, drops repeated ones, and reports what was mended and what is missing. */
export function inSequence(read: readonly MessageLine[], report: (problem: TranscriptProblem) => void): MessageLine[] {
  const sorted = read.toSorted((a, b) => a.message.sequence - b.message.sequence)
  const misplaced = read.find((entry, index) => entry !== sorted[index])
  if (misplaced)
    report({ line: misplaced.line, what: 'The messages are not in order from here on, so they were sorted' })

  const inOrder: MessageLine[] = []
  for (const entry of sorted) {
    const { line, message } = entry
    const before = inOrder.at(-1)?.message
    if (before && isSame(before, message)) {
      report({ line, what: 'This message stood there before' })
      continue
    }
    if (before && message.sequence > before.sequence + 1) {
      report({ line, what: missing(before.sequence + 1, message.sequence - 1) })
    }
    inOrder.push(entry)
  }
  return inOrder
}

function isSame(one: InspectionMessage, other: InspectionMessage): boolean {
  return (['sequence', 'at', 'type', 'sessionId'] as const).every((name) => one[name] === other[name])
}

function missing(first: number, last: number): string {
  return first === last
    ? `Message ${first} is missing before this one`
    : `Messages ${first} to ${last} are missing before this one`
}
