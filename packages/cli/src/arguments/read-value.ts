import type { Flag, FlagType, FlagTypes } from './flag.ts'
import { readText, withoutFileMarks } from './read-text.ts'
import { UsageError } from './usage-error.ts'

const DURATION_LIMIT_S = 600
const PORT_LIMIT = 65_535

type Reader<Type extends FlagType> = (name: string, given: readonly string[], flag: Flag) => FlagTypes[Type]

const readers: { readonly [Type in FlagType]: Reader<Type> } = {
  switch: () => true,
  text: readOne,
  texts: (name, given) => given.map((text) => readText(name, text)),
  choice: readChoice,
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
export function readValue(flag: Flag, name: string, given: readonly string[]): FlagTypes[FlagType] {
  return readers[flag.type](name, given, flag)
}

function readOne(name: string, [text = '']: readonly string[]): string {
  return readText(name, text)
}

function readChoice(name: string, given: readonly string[], { choices = [] }: Flag): string {
  const text = readOne(name, given)
  if (!choices.includes(text))
    throw new UsageError(`${name} is ${new Intl.ListFormat('en', { type: 'disjunction' }).format(choices)}.`)
  return text
}

function readParameters(name: string, given: readonly string[]): Record<string, string> {
  const parameters = new Map<string, string>()
  // The value of a parameter may be a text of several lines.
  for (const pair of given.map(withoutFileMarks)) {
    const at = pair.indexOf('=')
    if (at < 1) throw new UsageError(`${name} is name=value, for example ${name} acr_values=mfa.`)
    const parameter = pair.slice(0, at)
    if (parameters.has(parameter)) throw new UsageError(`A ${name} was given twice. OAuth allows each name once.`)
    parameters.set(parameter, pair.slice(at + 1))
  }
  return Object.fromEntries(parameters)
}

function readDuration(
  name: string,
  given: readonly string[],
  { limitSeconds = DURATION_LIMIT_S, mayBeZero }: Flag,
): number {
  const text = readOne(name, given)
  const seconds = Number(text)
  const isInRange = (mayBeZero ? seconds >= 0 : seconds > 0) && seconds <= limitSeconds
  if (text.trim() === '' || !isInRange) {
    const least = mayBeZero ? 'from 0 to' : 'above 0 and at most'
    throw new UsageError(`${name} is a number of seconds, ${least} ${limitSeconds}.`)
  }
  return seconds * 1000
}

function readPort(name: string, given: readonly string[]): number {
  const text = readOne(name, given)
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > PORT_LIMIT) throw new UsageError(`${name} is a number from 0 to ${PORT_LIMIT}.`)
  return port
}
