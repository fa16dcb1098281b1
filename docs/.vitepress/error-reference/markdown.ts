import type { Source } from '@device-flow/error-codes/advice'

/** A table as the formatter has it: each column as wide as its widest cell. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map((row) => (row[column] ?? '').length)))
  const line = (cells: readonly string[], filler = ' '): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, filler)).join(' | ')} |`
  const rule = head.map(() => '')
  return [line(head), line(rule, '-'), ...rows.map((row) => line(row))].join('\n')
}

/** The entries of a table, under names that the compiler knows. */
export function entriesOf<Name extends string, Value>(record: Readonly<Record<Name, Value>>): [Name, Value][] {
  return Object.entries(record) as [Name, Value][]
}

export function code(text: string): string {
  return `\`${text}\``
}

export function links(sources: readonly Source[]): string {
  return sources.map(({ text, url }) => `[${text}](${url})`).join(', ')
}
