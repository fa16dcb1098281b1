import { LONGEST_TEXT, REST, SECRET } from './limits.ts'
import { KnownTexts } from './known-texts.ts'
import { writtenForms } from './secret-encodings.ts'

/** Anything shorter can't be told from other text: masking it everywhere would make nonsense of what is shown. */
const SHORTEST = 8

/** A login holds four secrets at a time. Those that did not show for the longest time are forgotten first. */
const MOST_SECRETS = 500

/**
 * How many look-ups a text may cost, for each of its characters. Only a text that repeats the beginnings of many secrets needs more; the
 * rest of it is then left out.
 */
const LOOKS_PER_CHARACTER = 16
const LEAST_LOOKS = 10_000

/** The values of secrets that were seen, so that they are known again where nothing marks them: in an error's message, say. */
export class SecretMemory {
  /** Those that showed last come last. */
  readonly #secrets = new Set<string>()
  readonly #forms = new KnownTexts()
  #generation = 0

  /** Goes up when there is something new to look for. */
  get generation(): number {
    return this.#generation
  }

  remember(secret: string): void {
    // `Bearer abc`: the credential may show without its scheme.
    const value = secret.replace(/^(?:Bearer|DPoP|Basic)\s+/i, '')
    if (!isTelling(value)) return
    if (this.#secrets.has(value)) return this.#showed(value)
    this.#secrets.add(value)
    for (const text of writtenForms(value)) this.#forms.add({ text, secret: value })
    for (const oldest of this.#secrets) {
      if (this.#secrets.size <= MOST_SECRETS) break
      this.#forget(oldest)
    }
    this.#generation++
  }

  /** Masks the remembered secrets in a text, in any of their written forms. */
  mask(text: string): string {
    if (this.#secrets.size === 0) return text
    const search = this.#forms.searchIn(text)
    const mostLooks = LEAST_LOOKS + LOOKS_PER_CHARACTER * text.length
    let masked = ''
    let unmaskedFrom = 0
    for (let at = 0; at + SHORTEST <= text.length; at++) {
      if (search.looks > mostLooks) return masked + text.slice(unmaskedFrom, at) + REST
      const form = search.at(at)
      if (!form) continue
      this.#showed(form.secret)
      masked += text.slice(unmaskedFrom, at) + SECRET
      unmaskedFrom = at + form.text.length
      at = unmaskedFrom - 1
    }
    return masked + text.slice(unmaskedFrom)
  }

  #showed(secret: string): void {
    this.#secrets.delete(secret)
    this.#secrets.add(secret)
  }

  #forget(secret: string): void {
    this.#secrets.delete(secret)
    for (const text of writtenForms(secret)) this.#forms.delete({ text, secret })
  }
}

/**
 * Words are prose (`{ password: 'required field' }`), and a URL is an address: each would be masked wherever it stands. What is longer
 * than any text that is sent cannot show in one.
 */
function isTelling(value: string): boolean {
  if (value.length < SHORTEST || value.length > LONGEST_TEXT) return false
  return !/\s|:\/\//.test(value) && !value.includes(SECRET)
}
