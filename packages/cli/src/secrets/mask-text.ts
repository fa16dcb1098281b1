import { secretEncodings } from '@device-flow/untrusted'

/** What stands for a secret. */
export const MASK = '[secret]'

/** Anything shorter would be found in every other word. */
const MIN_SECRET_CHARS = 4

/** So much of a secret gives it away. Searching for more at once would be slow in a text that repeats a single letter. */
const HEAD_CHARS = 64

/** Makes a function that masks secrets, and long beginnings of them, however they are written in a text. */
export function createTextMask(secrets: readonly string[]): (text: string) => string {
  const written = secrets.flatMap((secret) => [...secretEncodings(secret).keys()])
  const forms = new Set(written.filter(({ length }) => length >= MIN_SECRET_CHARS))
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

/** Where a text has a secret: from and to, in characters. */
function spansOf(form: string, text: string): [number, number][] {
  const spans: [number, number][] = []
  const head = form.slice(0, HEAD_CHARS)
  for (let from = text.indexOf(head); from >= 0;) {
    let to = from + head.length
    while (to - from < form.length && text[to] === form[to - from]) to++
    spans.push([from, to])
    from = text.indexOf(head, to)
  }
  return spans
}
