/** Where a prompt is written: `process.stderr`, or anything alike. */
export interface TerminalStream {
  write(text: string): unknown
  isTTY?: boolean | undefined
  columns?: number | undefined
  rows?: number | undefined
}

/** The size of a terminal that does not tell its own. */
const DEFAULT_COLUMNS = 80
const DEFAULT_ROWS = 24

/** Characters per line, and lines. */
export interface TerminalSize {
  columns: number
  rows: number
}

/** The terminal's size now; a person may change it at any time. */
export function sizeOf({ columns, rows }: TerminalStream): TerminalSize {
  return { columns: columns || DEFAULT_COLUMNS, rows: rows || DEFAULT_ROWS }
}

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Whether lines may be coloured and rewritten: a person watches, and nobody asked for plain text. */
export function isLively(stream: TerminalStream, { NO_COLOR, CI, TERM }: Environment): boolean {
  const isCi = Boolean(CI) && CI !== 'false' && CI !== '0'
  return stream.isTTY === true && !NO_COLOR && !isCi && TERM !== 'dumb'
}
