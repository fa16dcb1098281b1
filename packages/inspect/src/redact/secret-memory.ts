import { secretEncodings } from '@device-flow/untrusted'
import { KnownTexts } from './known-texts.ts'
import { MAX_TEXT_CHARS } from './limits.ts'
import { REST, SECRET } from './placeholders.ts'

/** Anything shorter is found in ordinary text too: masking it everywhere would make that unreadable. */
const MIN_SECRET_CHARS = 8

/** A login holds four secrets at a time. Those that were not seen for the longest time are forgotten first. */
const MAX_SECRETS = 500

/**
 * How many look-ups a text may cost for each of its characters. Only a text that repeats the beginnings of many secrets needs more; the
 * rest of it is then left out.
 */
const MAX_LOOKS_PER_CHAR = 16
const MIN_LOOKS = 10_000

/** Remembers the secrets that were seen, so that they are recognised where nothing marks them, e.g. in an error's message. */
export class SecretMemory {
  /** Those that were seen last come last. */
  readonly #secrets = new Set<string>()
  readonly #encodings = new KnownTexts()
  #generation = 0

  /** Counts up when there is something new to look for. */
  get generation(): number {
    return this.#generation
  }

  remember(secret: string): void {
    // `Bearer abc`: the credential may show without its scheme.
    const value = secret.replace(/^(?:Bearer|DPoP|Basic)\s+/i, '')
    if (!isMaskable(value)) return
    if (this.#secrets.has(value)) return this.#seen(value)
    this.#secrets.add(value)
    for (const text of secretEncodings(value).keys()) this.#encodings.add({ text, secret: value })
    for (const oldest of this.#secrets) {
      if (this.#secrets.size <= MAX_SECRETS) break
      this.#forget(oldest)
    }
    this.#generation++
  }

  /** Masks the remembered secrets in a text, in any of their encodings. */
  mask(text: string): string {
    if (this.#secrets.size === 0) return text
    const search = this.#encodings.searchIn(text)
    const maxLooks = MIN_LOOKS + MAX_LOOKS_PER_CHAR * text.length
    let masked = ''
    let unmaskedFrom = 0
    for (let at = 0; at + MIN_SECRET_CHARS <= text.length; at++) {
      if (search.looks > maxLooks) return masked + text.slice(unmaskedFrom, at) + REST
      const form = search.at(at)
      if (!form) continue
      this.#seen(form.secret)
      masked += text.slice(unmaskedFrom, at) + SECRET
      unmaskedFrom = at + form.text.length
      at = unmaskedFrom - 1
    }
    return masked + text.slice(unmaskedFrom)
  }

  #seen(secret: string): void {
    this.#secrets.delete(secret)
    this.#secrets.add(secret)
  }

  #forget(secret: string): void {
    this.#secrets.delete(secret)
    for (const text of secretEncodings(secret).keys()) this.#encodings.delete({ text, secret })
  }
}

/**
 * Whether a value is remembered at all. Words are prose (`{ password: 'required field' }`), and a URL is an address: each would be masked
 * wherever it is found. What is longer than any text that is sent cannot be found in one.
 */
function isMaskable(value: string): boolean {
  if (value.length < MIN_SECRET_CHARS || value.length > MAX_TEXT_CHARS) return false
  return !/\s|:\/\//.test(value) && !value.includes(SECRET)
}
