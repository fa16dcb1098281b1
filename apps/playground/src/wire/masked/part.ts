/** A secret in a text. */
export interface SecretPart {
  /** What it is called where it stands: `device_code`. */
  readonly name: string
  /** As it stands there, escaped or encoded. */
  readonly value: string
  readonly side: 'request' | 'response'
  /** Tells it from the other secrets of the same exchange; the same secret has the same in all forms of its request. */
  readonly id: string
}

/** A piece of a text: shown as it is, or a secret. */
export type Part = string | SecretPart

/** Puts pieces of text that stand side by side together. */
export function joined(parts: readonly Part[]): Part[] {
  const all: Part[] = []
  for (const part of parts) {
    const last = all.at(-1)
    if (typeof part === 'string' && typeof last === 'string') all[all.length - 1] = last + part
    else if (part !== '') all.push(part)
  }
  return all
}

/** Changes the text of each piece: quotes it, say. */
export function mapText(parts: readonly Part[], change: (text: string) => string): Part[] {
  return parts.map((part) => (typeof part === 'string' ? change(part) : { ...part, value: change(part.value) }))
}

/** The secrets among pieces. */
export function secretsAmong(parts: readonly Part[]): SecretPart[] {
  return parts.filter((part) => typeof part !== 'string')
}
