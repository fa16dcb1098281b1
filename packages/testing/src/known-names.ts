/** Refuses a value that it does not know: misspelt, it would do nothing, and its test would wait for ever. */
export type Check = (value: unknown, where: string) => void

/** Checks of the membersOf of an object, each of them: a member that is added to its type is added here, too. */
export type MemberChecks<Value> = Readonly<Record<Value extends unknown ? keyof Value : never, Check>>

/** Whatever the type checker lets through. */
export const anything: Check = () => {}

export const amount: Check = (value, where) => {
  if (typeof value !== 'number') throw new TypeError(`${where} is a number, and is ${JSON.stringify(value)}`)
}

/** One of these words. */
export function oneOf(words: readonly string[]): Check {
  return (value, where) => {
    if (words.some((word) => word === value)) return
    throw new TypeError(`${where} has no ${inWords(value)}. There are ${words.join(', ')}`)
  }
}

/** An object with no other members than these; a member that is undefined is as good as absent. */
export function membersOf<Value extends object>(checks: MemberChecks<Value>): Check {
  const known = Object.entries<Check>(checks)
  return (value, where) => {
    if (typeof value !== 'object' || value === null) {
      throw new TypeError(`${where} is an object, and is ${inWords(value)}`)
    }
    for (const [name, given] of Object.entries(value)) {
      const [, check] = known.find(([one]) => one === name) ?? []
      if (!check) {
        const names = known.map(([one]) => one).join(', ')
        throw new TypeError(`${where} has no ${name}. There are ${names}`)
      }
      if (given !== undefined) check(given, `${where}.${name}`)
    }
  }
}

export function listOf(what: string, check: Check): Check {
  return (value, where) => {
    if (!Array.isArray(value)) throw new TypeError(`${where} is a list of ${what}, and is ${inWords(value)}`)
    // Not forEach, which leaves holes out.
    for (const one of value) check(one, where)
  }
}

/** A word, or an object that is told by the first of these members that it has. */
export function wordOr(words: readonly string[], kinds: Readonly<Record<string, Check>>): Check {
  const word = oneOf(words)
  return (value, where) => {
    if (typeof value !== 'object' || value === null) return word(value, where)
    const kind = Object.keys(kinds).find((one) => one in value)
    if (kind !== undefined) return kinds[kind]!(value, where)
    throw new TypeError(
      `${where} has no step with ${Object.keys(value).join(', ')}. There are ${Object.keys(kinds).join(', ')}`,
    )
  }
}

function inWords(value: unknown): string {
  return typeof value === 'function' ? 'a function' : String(JSON.stringify(value))
}
