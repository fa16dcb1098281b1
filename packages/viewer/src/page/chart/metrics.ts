import type { Box, Label } from './picture.ts'

/** Sizes of the picture in its own units. Event names are in a monospaced face, so that their width is known without measuring. */
export const metrics = {
  /** A little wider than any system's monospaced face at its size. */
  character: 7.3,
  /** A bold letter of a state's name, on average, and generously. */
  nameCharacter: 9.2,
  labelHeight: 17,
  rowHeight: 18,
  titleHeight: 32,
  padding: 12,
  leastWidth: 104,
} as const

/** Returns the width of an event's name, with room for the count of how often it was taken. */
export function labelWidth({ text }: Label): number {
  return (text.length + 4) * metrics.character
}

/** Returns the least width of a box: that of its name and its rows. */
export function boxWidth({ label, rows }: Box): number {
  const widest = Math.max(label.length * metrics.nameCharacter, ...rows.map(labelWidth))
  return Math.max(metrics.leastWidth, widest + 2 * metrics.padding)
}

/** Returns the height of a box's name and rows. */
export function headHeight({ rows }: Box): number {
  return metrics.titleHeight + rows.length * metrics.rowHeight + (rows.length > 0 ? 6 : 0)
}
