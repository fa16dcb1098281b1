import { base64Encodings } from '@device-flow/untrusted'
import { lettersOf } from './comparable-text.ts'

/** One form in which a secret may be repeated. */
export interface SecretForm {
  letters: string
  /** So many letters in a row give it away; all of them where there are fewer. */
  run: number
}

const RUN_CHARS = 12
// A shorter run would be found in ordinary words, too.
const MIN_RUN_CHARS = 6
const MIN_BASE64_CHARS = 8
// Their base64 fills all of a text that is looked at (4096 characters).
const MAX_SECRET_CHARS = 3072

/** The forms of a secret to look for: as it is, and in base64 and base64url, be it after other bytes. */
export function formsOf(secret: string): SecretForm[] {
  const letters = lettersOf(secret)
  if (!letters) return []
  return [{ letters, run: runIn(secret, letters) }, ...base64Forms(secret.slice(0, MAX_SECRET_CHARS))]
}

/** As many letters as are left of 12 characters: some of them may not count (see `lettersOf`). */
function runIn(secret: string, letters: string): number {
  return Math.min(Math.max(RUN_CHARS - (secret.length - letters.length), MIN_RUN_CHARS), letters.length)
}

function base64Forms(secret: string): SecretForm[] {
  return base64Encodings(secret)
    .map(lettersOf)
    .filter((letters) => letters.length >= MIN_BASE64_CHARS)
    .map((letters) => ({ letters, run: Math.min(RUN_CHARS, letters.length) }))
}
