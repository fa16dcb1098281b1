import { secretEncodings } from '@device-flow/untrusted'
import type { SecretEncoding } from '@device-flow/untrusted'

/** What stands for a secret. */
export const MASK = '[secret]'

/** Anything shorter would be found in every other word. */
const SHORTEST = 4

/** So much of a secret gives it away. Searching for more at once would be slow in a text that repeats a single letter. */
const HEAD = 64

/** A login prints neither JSON within JSON nor HTML. */
const ENCODINGS: ReadonlySet<SecretEncoding> = new Set(['plain', 'url-encoded', 'base64'])

/** Makes a function that masks secrets, and long beginnings of them, in whatever form they stand in a text. */
export function createTextMask(secrets: readonly string[]): (text: string) => string {
  const forms = new Set(secrets.flatMap(formsOf).filter((form) => form.length >= SHORTEST))
  return (text) => {
    const spans = [...forms].flatMap((form) => spansOf(form, text)).toSorted(([one], [other]) => one - other)
    let masked = ''
    let end = 0
    for (const [from, to] of spans) {
      // What overlaps the span before is masked together with it.
      if (from >= end) masked += text.slice(end, from) + MASK
      end = Math.max(end, to)
    }
    return masked + text.slice(end)
  }
}

function formsOf(secret: string): string[] {
  return Array.from(secretEncodings(secret)).flatMap(([form, encoding]) => (ENCODINGS.has(encoding) ? [form] : []))
}

/** Where a text has a secret: from and to, in characters. */
function spansOf(form: string, text: string): [number, number][] {
  const spans: [number, number][] = []
  const head = form.slice(0, HEAD)
  for (let from = text.indexOf(head); from >= 0;) {
    let to = from + head.length
    while (to - from < form.length && text[to] === form[to - from]) to++
    spans.push([from, to])
    from = text.indexOf(head, to)
  }
  return spans
}
