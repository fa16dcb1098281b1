import { stripVTControlCharacters } from 'node:util'

/** How many columns a line takes, styles apart. */
export function widthOf(line: string): number {
  return Array.from(stripVTControlCharacters(line)).length
}

/** How many rows lines take: one that is longer than a row, as a URI may be, goes on in the next. */
export function rowsOf(lines: readonly string[], columns: number): number {
  return lines.reduce((rows, line) => rows + Math.max(1, Math.ceil(widthOf(line) / columns)), 0)
}

/** A sentence as lines that break between words. */
export function wrapWords(sentence: string, columns: number): string[] {
  const lines: string[] = []
  for (const word of sentence.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`
    if (lines.length > 0 && widthOf(longer) <= columns) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

/** Two blocks of lines, the second to the right of the first. */
export function beside(left: readonly string[], right: readonly string[], gutter: number): string[] {
  const width = Math.max(...left.map(widthOf)) + gutter
  return Array.from({ length: Math.max(left.length, right.length) }, (_, row) => {
    const line = left[row] ?? ''
    const other = right[row]
    return other === undefined ? line : line + ' '.repeat(width - widthOf(line)) + other
  })
}
