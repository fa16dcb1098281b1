import { SECRET } from './bounds.ts'
import { writtenForms } from './written-forms.ts'

/** Anything shorter can't be told from other text: masking it everywhere would make nonsense of what is shown. */
const SHORTEST = 8

/** A login holds four secrets at a time. Those that did not show for the longest time are forgotten first. */
const MOST_SECRETS = 500

interface Form {
  text: string
  secret: string
}

/** The values of secrets that were seen, so that they are known again where nothing marks them: in an error's message, say. */
export class SecretMemory {
  /** Those that showed last come last. */
  readonly #secrets = new Set<string>()
  /** By their first characters; the longest of each first, for a secret may be the beginning of another. */
  readonly #forms = new Map<string, Form[]>()
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
    for (const text of writtenForms(value)) this.#learn({ text, secret: value })
    for (const oldest of this.#secrets) {
      if (this.#secrets.size <= MOST_SECRETS) break
      this.#forget(oldest)
    }
    this.#generation++
  }

  /** Masks the remembered secrets in a text, in any of their written forms. */
  mask(text: string): string {
    if (this.#secrets.size === 0) return text
    let masked = ''
    let unmaskedFrom = 0
    for (let at = 0; at + SHORTEST <= text.length; at++) {
      const form = this.#formAt(text, at)
      if (!form) continue
      this.#showed(form.secret)
      masked += text.slice(unmaskedFrom, at) + SECRET
      unmaskedFrom = at + form.text.length
      at = unmaskedFrom - 1
    }
    return masked + text.slice(unmaskedFrom)
  }

  #formAt(text: string, at: number): Form | undefined {
    return this.#forms.get(text.slice(at, at + SHORTEST))?.find((form) => text.startsWith(form.text, at))
  }

  #learn(form: Form): void {
    const key = beginning(form.text)
    const forms = [...(this.#forms.get(key) ?? []), form]
    this.#forms.set(
      key,
      forms.toSorted((a, b) => b.text.length - a.text.length),
    )
  }

  #showed(secret: string): void {
    this.#secrets.delete(secret)
    this.#secrets.add(secret)
  }

  #forget(secret: string): void {
    this.#secrets.delete(secret)
    for (const text of writtenForms(secret)) {
      const key = beginning(text)
      const others = this.#forms.get(key)?.filter((form) => form.secret !== secret) ?? []
      if (others.length > 0) this.#forms.set(key, others)
      else this.#forms.delete(key)
    }
  }
}

function beginning(text: string): string {
  return text.slice(0, SHORTEST)
}

/** Words are prose (`{ password: 'required field' }`), and a URL is an address: each would be masked wherever it stands. */
function isTelling(value: string): boolean {
  return value.length >= SHORTEST && !/\s|:\/\//.test(value) && !value.includes(SECRET)
}
