import type { Answer } from './answer.ts'
import { clean } from './clean.ts'
import { redact } from './redact.ts'

const LONGEST = 80

/**
 * The beginning of an answer that is not OAuth, for a message (A1, D5): enough to recognise a proxy's page, and never a secret.
 * JSON and forms, whole or cut off, are not quoted at all, because tokens may stand anywhere in them.
 */
export function snippetOf(answer: Answer): string | undefined {
  const text = answer.text.slice(0, 4096).trim()
  if (answer.body !== undefined || /^["[{]/.test(text) || /\w=\S/.test(text.slice(0, 200).replaceAll(/<[^>]*>/g, ''))) {
    return undefined
  }
  const title = /<title[^>]*>([^<]*)/i.exec(text)?.[1]
  const words = (title ?? text)
    .replaceAll(/<(script|style)\b[\s\S]*?(?:<\/\1>|$)/gi, ' ')
    .replaceAll(/<[^>]*(?:>|$)/g, ' ')
  // Anything long and unbroken could be a token.
  const quotable = redact(words, answer.secrets).replaceAll(/[\w.~+/=-]{24,}/g, '…')
  return clean(quotable, LONGEST) || undefined
}
