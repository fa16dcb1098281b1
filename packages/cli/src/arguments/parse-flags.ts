import { parseArgs } from 'node:util'
import { cleanText, nearestName } from '@device-flow/untrusted'
import type { FlagTable, FlagValues } from './flag.ts'
import { readValue, repeatableTypes } from './read-value.ts'
import { UsageError } from './usage-error.ts'

/**
 * Reads the flags of a command: each known, complete, of its type and, unless it is repeatable, given once.
 *
 * @throws UsageError when one is not.
 */
export function parseFlags<Table extends FlagTable>(table: Table, argv: readonly string[]): FlagValues<Table> {
  const values: Record<string, unknown> = {}
  for (const [name, given] of givenTexts(table, argv)) {
    const { type } = table[name] as Table[string]
    if (given.length > 1 && !repeatableTypes.has(type)) throw new UsageError(`--${name} was given twice. Give it once.`)
    values[name] = readValue(type, `--${name}`, given)
  }
  return values as FlagValues<Table>
}

/** What was given for each flag, in order. For a switch these are empty texts. */
function givenTexts(table: FlagTable, argv: readonly string[]): Map<string, string[]> {
  const options = Object.fromEntries(
    Object.entries(table).map(([name, { type }]) => [
      name,
      { type: type === 'switch' ? 'boolean' : 'string', multiple: true } as const,
    ]),
  )
  try {
    const { values } = parseArgs({ args: [...argv], options, strict: true, allowPositionals: false })
    return new Map(Object.entries(values).map(([name, given = []]) => [name, given.map(String)]))
  } catch (error) {
    throw new UsageError(problemIn(error, table))
  }
}

function problemIn(error: unknown, table: FlagTable): string {
  const message = error instanceof Error ? error.message : ''
  if (/'--client[-_]?secret/i.test(message)) {
    return 'There is no --client-secret, as every user of this machine can read it there. Put the secret in DEVICE_FLOW_CLIENT_SECRET.'
  }
  const unclear = /^Option '(--[^' ]+).*' argument is ambiguous/.exec(message)?.[1]
  if (unclear) return `Option '${unclear}' has no value. One that begins with a dash is written ${unclear}=-5.`
  const unknown = /^Unknown option '--(.+?)'/.exec(message)?.[1]
  const meant = unknown && nearestName(unknown, Object.keys(table))
  // Node's messages go on with advice for the developer.
  const [first = 'Wrong arguments'] = message.split(/\.(?:\s|$)|\n/)
  return `${cleanText(first, 200)}.${meant ? ` Did you mean --${meant}?` : ''}`
}
