import { OAuthOptionsError } from '@device-flow/oauth'

/** Says what is wrong with a value, or nothing. */
export type Check = (value: unknown) => string | undefined

/**
 * Checks the names of the options, and then their values. Throws an `OAuthOptionsError`. What is `undefined` is as good as absent;
 * `unknownName` says what to do about a name that there is not.
 */
export function checkGiven(
  options: object,
  checks: Readonly<Record<string, Check>>,
  unknownName: (name: string) => string,
): void {
  const given = givenOf(options, [...Object.keys(options), ...Object.keys(checks)])
  for (const [name] of given) if (!Object.hasOwn(checks, name)) throw new OAuthOptionsError(name, unknownName(name))
  for (const [name, value] of given) {
    const problem = checks[name]?.(value)
    if (problem) throw new OAuthOptionsError(name, problem)
  }
}

/** Those of these names that are given, also where the object has them from its class. */
export function givenOf(options: object, names: readonly string[]): [string, unknown][] {
  const read = [...new Set(names)].map((name): [string, unknown] => [name, (options as Record<string, unknown>)[name]])
  return read.filter(([, value]) => value !== undefined)
}

/** Makes a check of what a value has to be. */
export function mustBe(what: string, isRight: (value: unknown) => boolean): Check {
  return (value) => (isRight(value) ? undefined : `must be ${what}`)
}

export function isFunction(value: unknown): boolean {
  return typeof value === 'function'
}

/** Whether all of these are functions of it, its own or not. */
export function hasFunctions(value: unknown, names: readonly string[]): boolean {
  const members = Object(value) as Record<string, unknown>
  return names.every((name) => isFunction(members[name]))
}

export const clockCheck: Check = mustBe('a clock: an object with the functions now, monotonic and schedule', (value) =>
  hasFunctions(value, ['now', 'monotonic', 'schedule']),
)
