/** Says what is wrong with the value of an option, or nothing. */
export type OptionCheck = (value: unknown) => string | undefined

/** An option that cannot be used. */
export interface OptionProblem {
  name: string
  problem: string
}

/**
 * Finds the first option that cannot be used, whatever type checkers were told. `undefined` is as good as absent.
 *
 * @param unknownName says what to do about an unknown name
 */
export function findOptionProblem(
  options: object,
  checks: Readonly<Record<string, OptionCheck>>,
  unknownName: (name: string) => string,
): OptionProblem | undefined {
  // The names of the checks too: what an object has from its class is read like any other.
  for (const name of new Set([...Object.keys(options), ...Object.keys(checks)])) {
    const value = (options as Record<string, unknown>)[name]
    if (value === undefined) continue
    const problem = Object.hasOwn(checks, name) ? checks[name]!(value) : unknownName(name)
    if (problem) return { name, problem }
  }
  return undefined
}

/** Lists those of these names that are given, with their values, also where the object has them from its class. */
export function givenOptions(options: object, names: readonly string[]): [string, unknown][] {
  const read = [...new Set(names)].map((name): [string, unknown] => [name, (options as Record<string, unknown>)[name]])
  return read.filter(([, value]) => value !== undefined)
}

/** Makes a check of what a value has to be. */
export function mustBe(what: string, isRight: (value: unknown) => boolean): OptionCheck {
  return (value) => (isRight(value) ? undefined : `must be ${what}`)
}

/** Whether a value is an object, of whichever kind. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** Whether a value is a function. */
export function isFunction(value: unknown): boolean {
  return typeof value === 'function'
}

/** Whether all of these are functions of a value, its own or not. */
export function hasFunctions(value: unknown, names: readonly string[]): boolean {
  const members = Object(value) as Record<string, unknown>
  return names.every((name) => isFunction(members[name]))
}

/** Checks that a value is a `Clock`. */
export const clockCheck: OptionCheck = /* @__PURE__ */ mustBe(
  'a clock: an object with the functions now, monotonic and schedule',
  (value) => hasFunctions(value, ['now', 'monotonic', 'schedule']),
)
