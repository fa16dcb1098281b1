import { redact } from '@device-flow/inspect'
import { cleanText } from '@device-flow/untrusted'
import { align } from './align.ts'
import type { KnownSecrets } from './known-secrets.ts'
import { joined, type Part, type SecretPart } from './part.ts'
import { visibleText } from './visible-text.ts'

/** Nothing shorter is a token by its looks. */
const LEAST_CHARACTERS = 8

/** Takes one message apart: what is shown of it, and its secrets, each with a name of its own. */
export class Masker {
  readonly #side: 'request' | 'response'
  readonly #known: KnownSecrets
  /** By name, the values that it has here. */
  readonly #values = new Map<string, string[]>()

  constructor(side: 'request' | 'response', known: KnownSecrets) {
    this.#side = side
    this.#known = known
  }

  /**
   * Makes a secret of a value.
   *
   * @param plain what it is without the escapes of the place where it stands
   */
  secret(anyName: string, value: string, plain = value): SecretPart {
    const name = cleanText(anyName, 40) || 'value'
    const values = this.#values.get(name) ?? []
    if (!values.includes(plain)) values.push(plain)
    this.#values.set(name, values)
    const ordinal = values.indexOf(plain) + 1
    return {
      name: ordinal > 1 ? `${name} (${ordinal})` : name,
      value: visibleText(value),
      side: this.#side,
      id: `${this.#side} ${name} ${ordinal}`,
    }
  }

  /**
   * Takes a text apart by what looks like a secret in it, and by what is known as one.
   *
   * @param name what a secret in it is called that has no name of its own
   */
  text(text: string, name = 'secret'): Part[] {
    if (text.length < LEAST_CHARACTERS) return [visibleText(text)]
    return joined(this.#knownApart(text).flatMap((part) => (typeof part === 'string' ? this.#looks(part, name) : part)))
  }

  /** What looks like a secret. */
  #looks(text: string, name: string): Part[] {
    return align(text, String(redact(text))).map((piece) =>
      piece.isSecret ? this.secret(name, piece.text) : visibleText(piece.text),
    )
  }

  /** What is known as a secret. */
  #knownApart(text: string): Part[] {
    const parts: Part[] = []
    let rest = text
    for (let found = this.#known.findIn(rest); found; found = this.#known.findIn(rest)) {
      parts.push(rest.slice(0, found.at), this.secret(found.name, found.form))
      rest = rest.slice(found.at + found.form.length)
    }
    return [...parts, rest]
  }
}
