import { SECRET } from './bounds.ts'

/** Anything shorter can't be told from other text: masking it everywhere would make nonsense of what is shown. */
const SHORTEST = 8

/** A login holds four secrets at a time. The oldest are forgotten first. */
const MOST_SECRETS = 200

/** The values of secrets that were seen, so that they are known again where nothing marks them: in an error's message, say. */
export class SecretMemory {
  readonly #secrets = new Set<string>()
  #pattern: RegExp | undefined
  #generation = 0

  /** Goes up when there is something new to look for. */
  get generation(): number {
    return this.#generation
  }

  remember(secret: string): void {
    // `Bearer abc`: the credential may show without its scheme.
    const value = secret.replace(/^(?:Bearer|DPoP|Basic)\s+/i, '')
    // Words are prose (`{ password: 'required field' }`), which would be masked wherever it stands.
    if (value.length < SHORTEST || /\s/.test(value) || value.includes(SECRET) || this.#secrets.has(value)) return
    this.#secrets.add(value)
    for (const oldest of this.#secrets) {
      if (this.#secrets.size <= MOST_SECRETS) break
      this.#secrets.delete(oldest)
    }
    this.#pattern = undefined
    this.#generation++
  }

  /** Masks the remembered secrets in a text, plain or as URLs, forms and JSON write them. */
  mask(text: string): string {
    if (this.#secrets.size === 0 || text.length < SHORTEST) return text
    this.#pattern ??= this.#compile()
    return text.replaceAll(this.#pattern, SECRET)
  }

  #compile(): RegExp {
    const forms = new Set(Array.from(this.#secrets).flatMap(writtenForms))
    // The longest first: a secret may be the beginning of another.
    const longestFirst = [...forms].toSorted((a, b) => b.length - a.length)
    return new RegExp(longestFirst.map(escaped).join('|'), 'g')
  }
}

function writtenForms(secret: string): string[] {
  const inForm = new URLSearchParams({ '': secret }).toString().slice(1)
  // Of a character that is half a surrogate pair, `encodeURIComponent` throws.
  const inUrl = encodeURIComponent(secret.replaceAll(/\p{Surrogate}/gu, '\uFFFD'))
  const lowerCase = [inForm, inUrl].map((text) => text.replaceAll(/%../g, (byte) => byte.toLowerCase()))
  return [secret, inForm, inUrl, ...lowerCase, JSON.stringify(secret).slice(1, -1)]
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)
}
