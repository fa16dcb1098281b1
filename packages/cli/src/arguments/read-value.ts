import { resolve } from 'node:path'
import { cleanText, nearestName } from '@device-flow/untrusted'
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
  headers: readHeaders,
  file: (name, given) => resolve(readOne(name, given)),
  duration: readDuration,
  port: readPort,
}

/** The types of flags that may be given more than once. */
export const repeatableTypes: ReadonlySet<FlagType> = new Set<FlagType>(['texts', 'parameters', 'headers'])

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
  if (choices.includes(text)) return text
  const meant = nearestName(text, choices)
  if (meant) throw new UsageError(`${name} has no "${cleanText(text, 40)}"; did you mean ${meant}?`)
  throw new UsageError(`${name} is ${new Intl.ListFormat('en', { type: 'disjunction' }).format(choices)}.`)
}

function readParameters(name: string, given: readonly string[]): Record<string, string> {
  return readPairs(name, given, 'ui_locales=de')
}

/** Reads pairs of a header's name and its value. Names are in lower case then: HTTP does not tell them apart. */
export function readHeaders(name: string, given: readonly string[]): Record<string, string> {
  const lowerCase = given.map((pair) => pair.replace(/^[^=]*/, (header) => header.trim().toLowerCase()))
  return readPairs(name, lowerCase, 'x-tenant=blue')
}

/** In messages no value is repeated: it may be a secret. */
function readPairs(name: string, given: readonly string[], example: string): Record<string, string> {
  const pairs = new Map<string, string>()
  // The value of a parameter may be a text of several lines.
  for (const pair of given.map(withoutFileMarks)) {
    const at = pair.indexOf('=')
    if (at < 1) throw new UsageError(`${name} is name=value, for example ${name} ${example}.`)
    const key = pair.slice(0, at)
    if (pairs.has(key)) throw new UsageError(`A ${name} was given twice. Give each name once.`)
    pairs.set(key, pair.slice(at + 1))
  }
  return Object.fromEntries(pairs)
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
