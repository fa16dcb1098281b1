import type { ComparableText } from './comparable-text.ts'
import type { SecretForm } from './secret-forms.ts'

// Fewer letters than this, at the end of a text that is cut off, are only masked when they begin a secret.
const MIN_PARTIAL_CHARS = 4
const MAX_COMPARED = 1e6

/** Whether letters may have a run of any of these secrets among them. Of a short text that has none, it is known at once. */
export function mayHaveRunOf(letters: string, forms: readonly SecretForm[]): boolean {
  const run = Math.min(...forms.map((form) => form.run))
  const secrets = forms.map((form) => form.letters).join('\n')
  // In proportion to the product of both lengths.
  if (letters.length * secrets.length > MAX_COMPARED) return true
  for (let at = 0; at + run <= letters.length; at += 1) {
    if (secrets.includes(letters.slice(at, at + run))) return true
  }
  return false
}

/**
 * Marks where a text holds a run of letters of a secret. Takes time in proportion to the sum of both lengths, not to
 * their product.
 */
export function markForm(
  marks: Uint8Array,
  reading: ComparableText,
  { letters: secret, run }: SecretForm,
  isCut: boolean,
): void {
  const { letters, starts, ends } = reading
  const mark = (from: number, to: number): void => void marks.fill(1, starts[from], ends[to - 1])

  const runs = runsOf(reading, run)
  const found = new Set<string>()
  for (let at = 0; at + run <= secret.length; at += 1) {
    const part = secret.slice(at, at + run)
    if (runs.has(part)) found.add(part)
  }
  for (let at = 0; found.size > 0 && at + run <= letters.length; at += 1) {
    if (found.has(letters.slice(at, at + run))) mark(at, at + run)
  }
  if (!isCut) return
  const isBeginningOfRun = (end: string): boolean =>
    end.length < MIN_PARTIAL_CHARS ? secret.startsWith(end) : secret.includes(end)
  let length = Math.min(run - 1, letters.length)
  while (length > 0 && !isBeginningOfRun(letters.slice(-length))) length -= 1
  if (length > 0) marks.fill(1, starts[letters.length - length])
}

function runsOf({ letters, runs }: ComparableText, length: number): Set<string> {
  const known = runs.get(length)
  if (known) return known
  const found = new Set<string>()
  for (let at = 0; at + length <= letters.length; at += 1) found.add(letters.slice(at, at + length))
  runs.set(length, found)
  return found
}
