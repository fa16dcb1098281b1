import type { Json } from '@device-flow/machine'
import { LONGEST_TEXT } from './limits.ts'
import { Pass } from './redaction-walk.ts'
import { SecretMemory } from './secret-memory.ts'
import { SecretNames } from './secret-names.ts'
import { createTextMask } from './secret-text.ts'

/** What a {@link Redactor} can be told beside what it knows. */
export interface RedactOptions {
  /** More names whose values are secret, in any case and spelling, e.g. of extra parameters: `['otp', 'login_hint']`. */
  secretNames?: Iterable<string> | undefined
}

const MOST_CLEAN_TEXTS = 2_000
const LONGEST_CLEAN_TEXT = 500

const BETWEEN_WORDS = /[\s"'&,;]/

/** Redacts one value after another, and knows the secrets of earlier ones again in later ones. */
export class Redactor {
  readonly names: SecretNames
  readonly memory: SecretMemory = new SecretMemory()
  readonly #maskLooks: (text: string) => string
  /** Texts without a secret. A login says the same few hundred again and again. */
  readonly #clean = new Set<string>()
  #generation = 0

  constructor({ secretNames }: RedactOptions = {}) {
    this.names = new SecretNames(secretNames)
    this.#maskLooks = createTextMask(this.names)
  }

  /** Turns anything into plain JSON without a secret. Never throws. */
  redact(value: unknown): Json {
    const before = this.memory.generation
    const redacted = new Pass(this).run(value)
    // A secret may show in a text that stands before the place that gives it away. Not over what is redacted already: there, what
    // looked like a secret within a secret has been replaced, and the rest of it is no longer known.
    return this.memory.generation === before ? redacted : new Pass(this).run(value)
  }

  /** Masks the secrets in a text, and cuts it to a bearable length. */
  text(text: string): string {
    if (this.#generation !== this.memory.generation) this.#clean.clear()
    this.#generation = this.memory.generation
    if (this.#clean.has(text)) return text
    const redacted = cut(this.#maskLooks(this.memory.mask(cut(text))))
    if (redacted === text && text.length <= LONGEST_CLEAN_TEXT && this.#clean.size < MOST_CLEAN_TEXTS) {
      this.#clean.add(text)
    }
    return redacted
  }
}

function cut(text: string): string {
  if (text.length <= LONGEST_TEXT) return text
  const marker = `[… ${text.length} characters]`
  // Half a token is no longer known as one, so the last word goes as a whole.
  let end = LONGEST_TEXT - marker.length
  while (end > 0 && !BETWEEN_WORDS.test(text.charAt(end - 1))) end--
  return text.slice(0, end) + marker
}
