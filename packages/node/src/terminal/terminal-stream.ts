/** Where a prompt is written: `process.stderr`, or anything alike. */
export interface TerminalStream {
  /** Writes a text. */
  write(text: string): unknown
  isTTY?: boolean | undefined
  columns?: number | undefined
  rows?: number | undefined
  /** Tells when the size changes, by `resize`. */
  on?(event: 'resize', listener: () => void): unknown
  off?(event: 'resize', listener: () => void): unknown
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

/** Environment variables by name, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Whether a variable is set, and not to `false` or `0`. */
function isYes(value: string | undefined): boolean {
  return Boolean(value) && value !== 'false' && value !== '0'
}

/** Those that know no escape sequences, or not those of ECMA-48. */
const PLAIN_TERMINALS: ReadonlySet<string | undefined> = new Set(['dumb', 'vt52'])

/** Whether lines may be coloured and rewritten: a person watches, and nobody asked for plain text. */
export function isLively(stream: TerminalStream, env: Environment): boolean {
  return isWatched(stream, env) && !env['NO_COLOR']
}

/** Whether a person is before the terminal, and it hands on each key. */
export function isWatched({ isTTY }: TerminalStream, { CI, TERM }: Environment): boolean {
  return isTTY === true && !isYes(CI) && !PLAIN_TERMINALS.has(TERM)
}

/** Whether the person is before another computer than this one. */
export function isOverSsh({ SSH_CONNECTION, SSH_CLIENT, SSH_TTY }: Environment): boolean {
  return Boolean(SSH_CONNECTION || SSH_CLIENT || SSH_TTY)
}

/**
 * Whether the terminal breaks lines that are too long for it anew when it is made narrower, as most do. xterm cuts them off, and says by
 * this variable that it is it.
 */
export function reflows({ XTERM_VERSION, TMUX }: Environment): boolean {
  return !XTERM_VERSION || Boolean(TMUX)
}

/** Whether a person who has the screen read to them asks for that: `ACCESSIBLE`. */
export function wantsAccessible({ ACCESSIBLE }: Environment): boolean {
  return isYes(ACCESSIBLE)
}

/** Consoles and hardware: their fonts have few characters, whatever the locale says. */
const CONSOLE = /^(?:linux|vt\d|ansi|pcansi|cons\d|sun|wy\d)|\.linux$/

/**
 * Whether the terminal shows more than ASCII: it is no console, and the locale is in UTF-8, or none is set. That is so in most containers
 * and on Windows, whose terminals have UTF-8.
 */
export function writesUnicode({ TERM = '', LC_ALL, LC_CTYPE, LANG }: Environment): boolean {
  const locale = LC_ALL || LC_CTYPE || LANG
  return !CONSOLE.test(TERM) && (!locale || /utf-?8/i.test(locale))
}
