import type { Json } from '@device-flow/machine'
import { MAX_TEXT_CHARS } from './limits.ts'
import { RedactionWalk } from './redaction-walk.ts'
import { SecretMemory } from './secret-memory.ts'
import { SecretNames } from './secret-names.ts'
import { createPatternMask } from './secret-patterns.ts'

/** What counts as a secret beside what is known as one anyway. */
export interface RedactOptions {
  /** More names whose values are secret, in any case and spelling, e.g. of extra parameters: `['otp', 'login_hint']`. */
  secretNames?: Iterable<string> | undefined
}

const MAX_CLEAN_TEXTS = 2_000
const MAX_CLEAN_TEXT_CHARS = 500

const BETWEEN_WORDS = /[\s"'&,;]/

/** Redacts one value after another, and recognises the secrets of earlier ones in later ones. */
export class Redactor {
  readonly #names: SecretNames
  readonly #memory = new SecretMemory()
  readonly #maskPatterns: (text: string) => string
  /** Texts without a secret: a login repeats the same few hundred. */
  readonly #clean = new Set<string>()
  #generation = 0

  constructor({ secretNames }: RedactOptions = {}) {
    this.#names = new SecretNames(secretNames)
    this.#maskPatterns = createPatternMask(this.#names)
  }

  /** Turns anything into plain JSON without a secret. Never throws. */
  redact(value: unknown): Json {
    const before = this.#memory.generation
    const redacted = this.#walk(value)
    // A secret may show in a text before the place that marks it as one. The second walk starts from the value itself: in what is
    // redacted already, part of a secret may have been replaced, and the rest of it would no longer be recognised.
    return this.#memory.generation === before ? redacted : this.#walk(value)
  }

  /** Masks the secrets in a text, and cuts it to {@link MAX_TEXT_CHARS}. */
  text(text: string): string {
    if (this.#generation !== this.#memory.generation) this.#clean.clear()
    this.#generation = this.#memory.generation
    if (this.#clean.has(text)) return text
    const redacted = cut(this.#maskPatterns(this.#memory.mask(cut(text))))
    if (redacted === text && text.length <= MAX_CLEAN_TEXT_CHARS && this.#clean.size < MAX_CLEAN_TEXTS) {
      this.#clean.add(text)
    }
    return redacted
  }

  #walk(value: unknown): Json {
    const redactText = (text: string): string => this.text(text)
    return new RedactionWalk({ names: this.#names, memory: this.#memory, redactText }).run(value)
  }
}

function cut(text: string): string {
  if (text.length <= MAX_TEXT_CHARS) return text
  const marker = `[… ${text.length} characters]`
  // Half a token is no longer recognised as one, so the last word is left out as a whole.
  let end = MAX_TEXT_CHARS - marker.length
  while (end > 0 && !BETWEEN_WORDS.test(text.charAt(end - 1))) end--
  return text.slice(0, end) + marker
}
