import type { Json } from '@device-flow/machine'
import {
  CIRCULAR,
  DEEPEST,
  LONGEST_TEXT,
  MOST_CHARACTERS,
  MOST_MEMBERS,
  MOST_NODES,
  REST,
  SECRET,
  UNREADABLE,
} from './limits.ts'
import { plainForm } from './plain-form.ts'
import type { Redactor } from './redactor.ts'
import { isPrivateKeyMember } from './secret-names.ts'
import { levelsOfStructure } from './structure.ts'

type Members = Record<string, unknown>

/** One walk through one value. */
export class Pass {
  readonly #redactor: Redactor
  readonly #ancestors: object[] = []
  #nodesLeft = MOST_NODES
  #charactersLeft = MOST_CHARACTERS

  constructor(redactor: Redactor) {
    this.#redactor = redactor
  }

  run(value: unknown): Json {
    return this.#value(value) ?? null
  }

  /** What JSON has no place for (functions, symbols, `undefined`) is left out. */
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
    if (this.#nodesLeft-- <= 0 || this.#ancestors.length >= DEEPEST) return REST
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
    if (items.length <= MOST_MEMBERS) return Array.from(items, (item, index) => this.#item(item, items[index - 1]))
    const shown = items.slice(0, MOST_MEMBERS - 1)
    return [...this.#items(shown, isStructure), `[… ${items.length - shown.length} more]`]
  }

  /** Names and values of headers may take turns, as in Node's `rawHeaders`. */
  #item(item: unknown, before: unknown): Json {
    const isHeader = typeof item === 'string' && typeof before === 'string' && this.#redactor.names.hasHeader(before)
    return (isHeader ? this.#secret(item) : this.#value(item)) ?? null
  }

  /** In as many levels as are `structure`, names are those of states and events, and `gettingToken` is no token. */
  #members(members: Members, structure: number): Json {
    const keys = Object.keys(members)
    const isJsonWebKey = 'kty' in members
    const isNamed = this.#isSecretName(members['name']) || this.#isSecretName(members['key'])
    const redacted: { [key: string]: Json | undefined } = {}
    for (const key of keys.length > MOST_MEMBERS ? keys.slice(0, MOST_MEMBERS - 1) : keys) {
      // Assigning it would change what the object is, not what it holds.
      if (key === '__proto__') continue
      const isSecret =
        this.#isSecretName(key) || (isJsonWebKey && isPrivateKeyMember(key)) || (isNamed && key === 'value')
      const below = structure > 0 ? structure - 1 : levelsOfStructure(members, key)
      const member = this.#member(members, key, isSecret && structure === 0, below)
      if (member !== undefined) redacted[this.#redactor.text(key)] = member
    }
    if (keys.length > MOST_MEMBERS) redacted['…'] = `[… ${keys.length - MOST_MEMBERS + 1} more]`
    return redacted
  }

  #member(members: Members, key: string, isSecret: boolean, structure: number): Json | undefined {
    try {
      return isSecret ? this.#secret(members[key]) : this.#value(members[key], structure)
    } catch {
      return UNREADABLE
    }
  }

  /** A name that is itself a secret comes out as `[secret]`, which is a secret's name from then on. */
  #isSecretName(name: unknown): boolean {
    if (typeof name !== 'string') return false
    const { names } = this.#redactor
    return names.has(name) || names.has(this.#redactor.text(name))
  }

  #secret(value: unknown): Json | undefined {
    // Neither has room for a secret.
    if (value === null || typeof value === 'boolean') return value
    if (value === undefined || typeof value === 'function') return undefined
    // The chart's own `authorization` is no credential, nor are its `tokens`: they are what may be shown, around `Secret`s.
    if (isDeviceAuthorization(value) || isTokenSet(value)) return this.#value(value)
    this.#remember(value)
    return SECRET
  }

  /** Whatever is text within a secret may show by itself elsewhere. */
  #remember(value: unknown): void {
    if (typeof value === 'string') return this.#redactor.memory.remember(value)
    if (typeof value !== 'object' || value === null) return
    if (this.#nodesLeft-- <= 0 || this.#ancestors.length >= DEEPEST) return
    this.#ancestors.push(value)
    try {
      const { reveal } = value as { reveal?: unknown }
      const form = typeof reveal === 'function' ? (reveal as () => unknown).call(value) : plainForm(value)
      for (const member of typeof form === 'object' && form !== null ? Object.values(form) : [form]) {
        this.#remember(member)
      }
    } catch {
      // What throws when it is looked at gives nothing away.
    } finally {
      this.#ancestors.pop()
    }
  }

  #text(text: string): Json {
    // Of a longer text only so much is looked at.
    this.#charactersLeft -= Math.min(text.length, LONGEST_TEXT)
    if (this.#charactersLeft < 0) return REST
    // XState's inspectors hand the chart on as JSON in a string.
    const parsed = /^\s*[{[]/.test(text) && text.length <= LONGEST_TEXT ? parseObject(text) : undefined
    if (parsed === undefined || this.#ancestors.length >= DEEPEST) return this.#redactor.text(text)
    const json = JSON.stringify(this.#object(parsed))
    return json.length > LONGEST_TEXT ? this.#redactor.text(json) : json
  }
}

function isDeviceAuthorization(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { userCode, user_code: wireName } = value as { userCode?: unknown; user_code?: unknown }
  return typeof (userCode ?? wireName) === 'string'
}

function isTokenSet(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { tokenType, token_type: wireName } = value as { tokenType?: unknown; token_type?: unknown }
  return typeof (tokenType ?? wireName) === 'string'
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
