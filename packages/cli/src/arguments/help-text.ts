import type { Flag, FlagTable } from './flag.ts'

/** A name and what it means. */
export type HelpRow = readonly [name: string, meaning: string]

const COLUMNS = 80
/** Where the meanings begin. A name that is too long for that has a line of its own. */
const MEANING_COLUMN = 28

/** The text of a help page: its parts, with blank lines between them. */
export function helpText(...parts: readonly string[]): string {
  return `${parts.join('\n\n')}\n`
}

/** A paragraph of help, wrapped at 80 columns. */
export function paragraph(text: string): string {
  return wrap(text, COLUMNS).join('\n')
}

/** A section of help: its title, and below it names and what they mean in two columns. */
export function section(title: string, rows: readonly HelpRow[]): string {
  return [title, ...rows.flatMap(rowLines)].join('\n')
}

/** The flags of a group as rows of help: how each is written, `--issuer URL`, and what it does. */
export function flagRows(table: FlagTable, group: string): HelpRow[] {
  return Object.entries(table)
    .filter(([, flag]) => flag.group === group)
    .map(([name, flag]) => [flagUsage(name, flag), flag.description])
}

/** How a flag is written: `--issuer URL`, `-X, --request METHOD`. */
export function flagUsage(name: string, { short, value }: Flag): string {
  return `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`
}

/** A text of its own, two columns in, and further from its second line on. */
export function indented(text: string): string {
  const [first = '', ...more] = wrap(text, COLUMNS - 4)
  return [`  ${first}`, ...more.map((line) => `    ${line}`)].join('\n')
}

function rowLines([name, meaning]: HelpRow): string[] {
  const lines = wrap(meaning, COLUMNS - MEANING_COLUMN).map((line) => ' '.repeat(MEANING_COLUMN) + line)
  const label = `  ${name}`
  // Two blanks at least, so that the columns can be told apart.
  if (label.length + 2 > MEANING_COLUMN) return [label, ...lines]
  const [first = '', ...more] = lines
  return [label.padEnd(MEANING_COLUMN) + first.trimStart(), ...more]
}

/** A text as lines that break between words. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const line = lines.at(-1)
    if (line !== undefined && line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines
}
