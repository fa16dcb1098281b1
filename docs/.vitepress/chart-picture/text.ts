import type { Arrow } from './arrow.ts'

/** A line of a label, and how far below the label's top it begins, px. */
export interface Line {
  text: string
  isEvent: boolean
  top: number
}

/** The height of a line, px. */
export const LINE_HEIGHT = 17

const GAP_BETWEEN_REASONS = 5
const LONGEST_LINE = 22
// There is no browser at build time to measure in: a wide guess for the site's font at 13 px.
const CHARACTER_WIDTH = 7

/** The lines of an arrow's label. */
export function linesOf({ reasons }: Arrow): Line[] {
  let top = -GAP_BETWEEN_REASONS
  return reasons.flatMap(({ text: reason, isEvent }) => {
    top += GAP_BETWEEN_REASONS
    return wrap(reason).map((text) => {
      const line = { text, isEvent, top }
      top += LINE_HEIGHT
      return line
    })
  })
}

/** The room that a label takes, px. */
export function labelSize(lines: readonly Line[]): { width: number; height: number } {
  return { width: Math.max(...lines.map(({ text }) => widthOf(text))), height: (lines.at(-1)?.top ?? 0) + LINE_HEIGHT }
}

/** The width of a line of text, px. */
export function widthOf(text: string): number {
  return text.length * CHARACTER_WIDTH
}

/** Breaks a sentence between its words, into lines of much the same length. */
function wrap(sentence: string): string[] {
  const fair = sentence.length / Math.ceil(sentence.length / LONGEST_LINE)
  const lines: string[] = []
  // Not after a number: its unit belongs to it.
  for (const word of sentence.split(/(?<!\d) /)) {
    const line = lines.at(-1) ?? ''
    const hasRoom = line.length < fair && line.length + word.length <= LONGEST_LINE
    if (line && hasRoom) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines
}
