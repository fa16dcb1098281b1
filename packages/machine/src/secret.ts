/** What stands for a secret wherever it would be printed. */
export const PLACEHOLDER = '[secret]'

/**
 * A device code or token that cannot be printed by accident: as a string, in JSON, in `util.inspect`, in a template or an
 * inspector it is `[secret]`, and a structured clone of it is empty. `reveal()` is the only way to the value.
 */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  /** The value itself. Call it only where the value leaves for its recipient or its store. */
  reveal(): string {
    return this.#value
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
