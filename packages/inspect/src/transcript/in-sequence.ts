import type { InspectionMessage } from '../protocol/messages.ts'
import type { TranscriptProblem } from './read-transcript.ts'

/** A message, and the line that it stands in. */
export interface MessageLine {
  line: number
  message: InspectionMessage
}

/** Puts the messages of one recording in their order, each once, and tells what was mended and what is missing. */
export function inSequence(read: readonly MessageLine[], tell: (problem: TranscriptProblem) => void): MessageLine[] {
  const sorted = read.toSorted((a, b) => a.message.sequence - b.message.sequence)
  const misplaced = read.find((entry, index) => entry !== sorted[index])
  if (misplaced) tell({ line: misplaced.line, what: 'The messages are not in order from here on, so they were sorted' })

  const inOrder: MessageLine[] = []
  for (const entry of sorted) {
    const { line, message } = entry
    const before = inOrder.at(-1)?.message
    if (before && isSame(before, message)) {
      tell({ line, what: 'This message stood there before' })
      continue
    }
    if (before && message.sequence > before.sequence + 1) {
      tell({ line, what: missing(before.sequence + 1, message.sequence - 1) })
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
