import { secretEncodings } from '@device-flow/untrusted'
import { isWordLike } from './word-like.ts'

/** What stands for a secret. */
export const MASK = '[secret]'

/** Anything shorter would be found in every other word. */
const MIN_SECRET_CHARS = 4

/** So much of a secret gives it away. Searching for more at once would be slow in a text that repeats a single letter. */
const HEAD_CHARS = 64

/** Makes a function that masks secrets, and long beginnings of them, however they are written in a text of a server. */
export function createTextMask(secrets: readonly string[]): (text: string) => string {
  return maskOf(formsOf(secrets))
}

/**
 * The same for a text of ours, in which the words of a server are masked already: a secret that could be a word of ours is left there.
 */
export function createSentenceMask(secrets: readonly string[]): (text: string) => string {
  return maskOf(formsOf(secrets).filter((form) => !isWordLike(form)))
}

/** The ways in which secrets may be written. */
function formsOf(secrets: readonly string[]): string[] {
  const written = new Set(secrets.flatMap((secret) => [...secretEncodings(secret).keys()]))
  return [...written].filter(({ length }) => length >= MIN_SECRET_CHARS)
}

function maskOf(forms: readonly string[]): (text: string) => string {
  return (text) => {
    const spans = forms.flatMap((form) => spansOf(form, text)).toSorted(([one], [other]) => one - other)
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
