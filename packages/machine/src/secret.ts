/** What stands for a secret wherever it would be printed. */
const PLACEHOLDER = '[secret]'

// Not in the secrets themselves: DevTools show a person every member of an object, private ones among them.
const values = new WeakMap<Secret, string>()

/**
 * Holds a device code or token so that it cannot be printed by accident: as a string, in JSON, in `util.inspect`, in a template, an
 * inspector or the console of DevTools it is `[secret]` or empty, and so is a structured clone of it. `reveal()` is the only way to the
 * value.
 *
 * @example
 * ```ts
 * import { Secret } from '@device-flow/machine'
 *
 * const token = new Secret('eyJhbGciOi…')
 * console.log(`${token}`) // [secret]
 * await fetch('https://api.example.com', { headers: { authorization: `Bearer ${token.reveal()}` } })
 * ```
 */
export class Secret {
  constructor(value: string) {
    values.set(this, value)
  }

  /**
   * Gives the value itself. Call it only where the value leaves for its recipient or its store.
   *
   * @throws TypeError for a copy of a secret (a clone, a proxy around it), which has no value
   */
  reveal(): string {
    const value = values.get(this)
    if (value === undefined) throw new TypeError('A copy of a secret has no value: use the original')
    return value
  }

  toString(): string {
    return PLACEHOLDER
  }

  toJSON(): string {
    return PLACEHOLDER
  }

  /** What Node's `util.inspect` and `console.log` show. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return PLACEHOLDER
  }
}

// By its method, not by `instanceof`: with two copies of this package in one tree, the secrets of one would be none to the other.

/** Whether this is a {@link Secret}, of whichever copy of this package. JSON and structured clones have none. */
export function isSecret(value: unknown): boolean {
  return typeof (value as { reveal?: unknown } | null | undefined)?.reveal === 'function'
}
