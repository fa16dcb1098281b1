import { secretEncodings } from '@device-flow/untrusted'

/** Shorter ones would be found in words. */
const LEAST_CHARACTERS = 8
/** Of a login that goes on for long, the newest. */
const MOST_SECRETS = 200
/** Each request has its own, and it is a JWT: found by its looks. */
const MADE_FOR_ONE_REQUEST = new Set(['dpop', 'client_assertion'])

/** The secrets that have been seen so far: a server may repeat one under another name, in an error message, say. */
export class KnownSecrets {
  /** By each secret, its name, and how it may stand in a text. */
  readonly #secrets = new Map<string, { name: string; forms: readonly string[] }>()

  add(name: string, value: string): void {
    if (value.length < LEAST_CHARACTERS || this.#secrets.has(value) || MADE_FOR_ONE_REQUEST.has(name)) return
    const forms = [...secretEncodings(value).keys()].filter((form) => form.length >= LEAST_CHARACTERS)
    this.#secrets.set(value, { name, forms })
    const [oldest] = this.#secrets.keys()
    if (this.#secrets.size > MOST_SECRETS && oldest !== undefined) this.#secrets.delete(oldest)
  }

  /** Finds the first of them in a text, and the longest at that place. */
  findIn(text: string): { at: number; form: string; name: string } | undefined {
    let first: { at: number; form: string; name: string } | undefined
    for (const { name, forms } of this.#secrets.values()) {
      for (const form of forms) {
        const at = text.indexOf(form)
        const isBetter = !first || at < first.at || (at === first.at && form.length > first.form.length)
        if (at !== -1 && isBetter) first = { at, form, name }
      }
    }
    return first
  }
}
