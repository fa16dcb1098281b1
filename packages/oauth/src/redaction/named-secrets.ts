import { isOpaque } from './opaque-text.ts'

/** What a secret is called in text: its name, what makes it a member of JSON or of a form, and the secret. */
const NAMED = /(?:token|device[_ ]?code|secret|assertion)(=|\\*["']\s*:\s*\\*["'])?\W{0,4}([^\s"'\\&<>{},;]{4,})/gi

/**
 * The secrets that a text names: in JSON or a form that stands in it, quoted, cut off or escaped (`"accessToken":"…"`, `token=…`), or in a
 * sentence (`token: …`), where only what could be one by its looks counts.
 */
export function secretsNamedIn(text: string): string[] {
  return Array.from(text.matchAll(NAMED))
    .filter(([, member, value = '']) => member !== undefined || isOpaque(value))
    .map(([, , value = '']) => value)
}
