import type { Json } from '@device-flow/machine'
import { isDeviceAuthorization, isTokenSet } from './chart-values.ts'
import { MAX_DEPTH, MAX_MEMBERS, MAX_NODES, MAX_TEXT_CHARS, MAX_TOTAL_CHARS } from './limits.ts'
import { CIRCULAR, REST, SECRET, UNREADABLE } from './placeholders.ts'
import { plainForm } from './plain-form.ts'
import type { SecretMemory } from './secret-memory.ts'
import { isPrivateKeyMember } from './secret-names.ts'
import type { SecretNames } from './secret-names.ts'
import { levelsOfStructure } from './structure.ts'

type Members = Record<string, unknown>

/** What a walk needs to know a secret by, and where it puts those that it finds. */
export interface RedactionWalkOptions {
  names: SecretNames
  memory: SecretMemory
  redactText(this: void, text: string): string
}

/** Walks through one value and copies it as plain JSON, with its secrets masked and remembered. */
export class RedactionWalk {
  readonly #names: SecretNames
  readonly #memory: SecretMemory
  readonly #redactText: (text: string) => string
  readonly #ancestors: object[] = []
  #nodesLeft = MAX_NODES
  #charactersLeft = MAX_TOTAL_CHARS

  constructor({ names, memory, redactText }: RedactionWalkOptions) {
    this.#names = names
    this.#memory = memory
    this.#redactText = redactText
  }

  run(value: unknown): Json {
    return this.#value(value) ?? null
  }

  /** Leaves out what JSON has no place for: functions, symbols, `undefined`. */
  #value(value: unknown, structure = 0): Json | undefined {
    switch (typeof value) {
      case 'string':
        return this.#text(value)
      case 'number':
        // As JSON, infinities and NaN would be `null`, and `-0` another number.
        return Number.isFinite(value) ? value + 0 : String(value)
      case 'boolean':
        return value
      case 'bigint':
        return String(value)
      case 'object':
        return value === null ? null : this.#object(value, structure)
      default:
        return undefined
    }
  }

  #object(value: object, structure = 0): Json | undefined {
    if (this.#nodesLeft-- <= 0 || this.#ancestors.length >= MAX_DEPTH) return REST
    if (this.#ancestors.includes(value)) return CIRCULAR
    this.#ancestors.push(value)
    try {
      const form = Array.isArray(value) ? value : plainForm(value)
      if (form === SECRET) return this.#secret(value)
      if (Array.isArray(form)) return this.#items(form, structure > 0)
      return typeof form === 'object' && form !== null ? this.#members(form as Members, structure) : this.#value(form)
    } catch {
      // A getter, a proxy or a `toJSON` that throws.
      return UNREADABLE
    } finally {
      this.#ancestors.pop()
    }
  }

  #items(items: readonly unknown[], isStructure: boolean): Json[] {
    // A pair, as `Object.entries` and lists of headers have them.
    if (!isStructure && items.length === 2 && this.#isSecretName(items[0])) {
      return [this.#value(items[0]) ?? null, this.#secret(items[1]) ?? null]
    }
    if (items.length <= MAX_MEMBERS) return Array.from(items, (item, index) => this.#item(item, items[index - 1]))
    const shown = items.slice(0, MAX_MEMBERS - 1)
    return [...this.#items(shown, isStructure), `[… ${items.length - shown.length} more]`]
  }

  /** Headers may be a list of names and values in turn, as Node's `rawHeaders` are. */
  #item(item: unknown, before: unknown): Json {
    const isHeader = typeof item === 'string' && typeof before === 'string' && this.#names.hasHeader(before)
    return (isHeader ? this.#secret(item) : this.#value(item)) ?? null
  }

  /** In the first `structure` levels, names are those of states and events: there, `gettingToken` is no token. */
  #members(members: Members, structure: number): Json {
    const keys = Object.keys(members)
    const isJsonWebKey = 'kty' in members
    const isNamed = this.#isSecretName(members.name) || this.#isSecretName(members.key)
    const redacted: { [key: string]: Json | undefined } = {}
    for (const key of keys.length > MAX_MEMBERS ? keys.slice(0, MAX_MEMBERS - 1) : keys) {
      // Assigning it would change what the object is, not what it holds.
      if (key === '__proto__') continue
      const isSecret =
        this.#isSecretName(key) || (isJsonWebKey && isPrivateKeyMember(key)) || (isNamed && key === 'value')
      const below = structure > 0 ? structure - 1 : levelsOfStructure(members, key)
      const member = this.#member(members, key, isSecret && structure === 0, below)
      if (member !== undefined) redacted[this.#redactText(key)] = member
    }
    if (keys.length > MAX_MEMBERS) redacted['…'] = `[… ${keys.length - MAX_MEMBERS + 1} more]`
    return redacted
  }

  #member(members: Members, key: string, isSecret: boolean, structure: number): Json | undefined {
    try {
      return isSecret ? this.#secret(members[key]) : this.#value(members[key], structure)
    } catch {
      return UNREADABLE
    }
  }

  /** A name that is itself a secret becomes `[secret]`, which then counts as a secret's name. */
  #isSecretName(name: unknown): boolean {
    if (typeof name !== 'string') return false
    return this.#names.has(name) || this.#names.has(this.#redactText(name))
  }

  #secret(value: unknown): Json | undefined {
    // Neither has room for a secret.
    if (value === null || typeof value === 'boolean') return value
    if (value === undefined || typeof value === 'function') return undefined
    if (isDeviceAuthorization(value) || isTokenSet(value)) return this.#value(value)
    this.#remember(value)
    return SECRET
  }

  /** Remembers each text within a secret, since it may show by itself elsewhere. */
  #remember(value: unknown): void {
    if (typeof value === 'string') return this.#memory.remember(value)
    if (typeof value !== 'object' || value === null) return
    if (this.#nodesLeft-- <= 0 || this.#ancestors.length >= MAX_DEPTH) return
    this.#ancestors.push(value)
    try {
      const { reveal } = value as { reveal?: unknown }
      const form = typeof reveal === 'function' ? (reveal as () => unknown).call(value) : plainForm(value)
      for (const member of typeof form === 'object' && form !== null ? Object.values(form) : [form]) {
        this.#remember(member)
      }
    } catch {
      // What throws when it is read gives nothing away.
    } finally {
      this.#ancestors.pop()
    }
  }

  #text(text: string): Json {
    // Of a longer text only this much is read.
    this.#charactersLeft -= Math.min(text.length, MAX_TEXT_CHARS)
    if (this.#charactersLeft < 0) return REST
    // XState's inspectors hand the chart on as JSON in a string.
    const parsed = /^\s*[{[]/.test(text) && text.length <= MAX_TEXT_CHARS ? parseObject(text) : undefined
    if (parsed === undefined || this.#ancestors.length >= MAX_DEPTH) return this.#redactText(text)
    const json = JSON.stringify(this.#object(parsed))
    return json.length > MAX_TEXT_CHARS ? this.#redactText(json) : json
  }
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
