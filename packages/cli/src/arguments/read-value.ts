import type { FlagType, FlagTypes } from './flag.ts'
import { readText, withoutFileMarks } from './read-text.ts'
import { UsageError } from './usage-error.ts'

const DURATION_LIMIT_S = 600
const PORT_LIMIT = 65_535

type Reader<Type extends FlagType> = (flag: string, given: readonly string[]) => FlagTypes[Type]

const readers: { readonly [Type in FlagType]: Reader<Type> } = {
  switch: () => true,
  text: readOne,
  texts: (flag, given) => given.map((text) => readText(flag, text)),
  parameters: readParameters,
  duration: readDuration,
  port: readPort,
}

/** The types of flags that may be given more than once. */
export const repeatableTypes: ReadonlySet<FlagType> = new Set<FlagType>(['texts', 'parameters'])

/**
 * Checks and converts what was given for a flag, e.g. `--scope`: one text, several for a repeatable one, none for a switch.
 *
 * @throws UsageError when it is not of that type.
 */
export function readValue(type: FlagType, flag: string, given: readonly string[]): FlagTypes[FlagType] {
  return readers[type](flag, given)
}

function readOne(flag: string, [text = '']: readonly string[]): string {
  return readText(flag, text)
}

function readParameters(flag: string, given: readonly string[]): Record<string, string> {
  const parameters = new Map<string, string>()
  // The value of a parameter may be a text of several lines.
  for (const pair of given.map(withoutFileMarks)) {
    const at = pair.indexOf('=')
    if (at < 1) throw new UsageError(`${flag} is name=value, for example ${flag} acr_values=mfa.`)
    const name = pair.slice(0, at)
    if (parameters.has(name)) throw new UsageError(`A ${flag} was given twice. OAuth allows each name once.`)
    parameters.set(name, pair.slice(at + 1))
  }
  return Object.fromEntries(parameters)
}

function readDuration(flag: string, given: readonly string[]): number {
  const text = readOne(flag, given)
  const seconds = Number(text)
  if (text.trim() === '' || !(seconds > 0 && seconds <= DURATION_LIMIT_S)) {
    throw new UsageError(`${flag} is a number of seconds, above 0 and at most ${DURATION_LIMIT_S}.`)
  }
  return seconds * 1000
}

function readPort(flag: string, given: readonly string[]): number {
  const text = readOne(flag, given)
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > PORT_LIMIT) throw new UsageError(`${flag} is a number from 0 to ${PORT_LIMIT}.`)
  return port
}
