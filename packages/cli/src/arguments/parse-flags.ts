import { parseArgs } from 'node:util'
import { cleanText, nearestName } from '@device-flow/untrusted'
import type { FlagTable, FlagValues } from './flag.ts'
import { readValue, repeatableTypes } from './read-value.ts'
import { UsageError } from './usage-error.ts'

const QUOTE_IT = 'A value of several words is quoted: --scope "openid profile".'

/** What was given to a command. */
export interface Arguments<Table extends FlagTable> {
  readonly flags: FlagValues<Table>
  /** What belongs to no flag, in order. */
  readonly operands: readonly string[]
}

/**
 * Reads the arguments of a command that takes flags alone.
 *
 * @throws UsageError as {@link parseArguments} does, and for what belongs to no flag.
 */
export function parseFlags<Table extends FlagTable>(table: Table, argv: readonly string[]): FlagValues<Table> {
  return parseArguments(table, argv, 0).flags
}

/**
 * Reads the arguments of a command: each flag known, complete, of its type and, unless it is repeatable, given once; and at most
 * `maxOperands` beside them.
 *
 * @throws UsageError when one is not.
 */
export function parseArguments<Table extends FlagTable>(
  table: Table,
  argv: readonly string[],
  maxOperands: number,
): Arguments<Table> {
  const { given, operands } = givenTexts(table, argv, maxOperands > 0)
  const extra = operands[maxOperands]
  // Behind `--` it may be the value of what looks like a flag, a secret even.
  const isShown = !operands.some((operand) => operand.startsWith('-'))
  if (extra !== undefined) throw new UsageError(`Unexpected argument${isShown ? ` '${cleanText(extra, 40)}'` : ''}.`)
  const values: Record<string, unknown> = {}
  for (const [name, texts] of given) {
    const flag = table[name] as Table[string]
    if (texts.length > 1 && !repeatableTypes.has(flag.type)) {
      throw new UsageError(`--${name} was given twice. Give it once.`)
    }
    values[name] = readValue(flag, `--${name}`, texts)
  }
  return { flags: values as FlagValues<Table>, operands }
}

/** What was given for each flag, in order; for a switch these are empty texts. And what belongs to none. */
function givenTexts(
  table: FlagTable,
  argv: readonly string[],
  allowPositionals: boolean,
): { given: Map<string, string[]>; operands: string[] } {
  const options = Object.fromEntries(
    Object.entries(table).map(([name, { type, short }]) => [
      name,
      { type: type === 'switch' ? 'boolean' : 'string', multiple: true, ...(short && { short }) } as const,
    ]),
  )
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, strict: true, allowPositionals })
    const given = new Map(Object.entries(values).map(([name, texts = []]) => [name, texts.map(String)]))
    return { given, operands: positionals }
  } catch (error) {
    throw new UsageError(problemIn(error, table, argv))
  }
}

function problemIn(error: unknown, table: FlagTable, argv: readonly string[]): string {
  const message = error instanceof Error ? error.message : ''
  if (/'--client[-_]?secret/i.test(message)) {
    return 'There is no --client-secret, as every user of this machine can read it there. Put the secret in DEVICE_FLOW_CLIENT_SECRET.'
  }
  const unclear = /^Option '(?:-\w, )?(--[^' ]+).*' argument is ambiguous/.exec(message)?.[1]
  if (unclear) return `Option '${unclear}' has no value. One that begins with a dash is written ${unclear}=-5.`
  const unknown = /^Unknown option '--(.+?)'/.exec(message)?.[1]
  const meant = unknown && nearestName(unknown, Object.keys(table))
  const hasScope = argv.some((argument) => /^--scope(?:=|$)/.test(argument))
  const hint = message.startsWith('Unexpected argument') && hasScope ? ` ${QUOTE_IT}` : ''
  // Node's messages go on with advice for the developer.
  const [first = 'Wrong arguments'] = message.split(/\.(?:\s|$)|\n/)
  return `${cleanText(first, 200)}.${meant ? ` Did you mean --${meant}?` : hint}`
}
