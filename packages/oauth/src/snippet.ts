import type { Answer } from './answer.ts'
import { membersOf } from './answer.ts'
import { cleanText } from './clean.ts'
import { redact } from './redact.ts'

const LONGEST = 80
const PROSE = /^[\w\s.,:;!?'()[\]-]*$/
const READ = 4096

/** The beginning of an answer that is not OAuth, for a message (A1, D5): enough to recognise a proxy's page, and never a secret. */
export function snippetOf(answer: Answer): string | undefined {
  // Anything long and unbroken could be a token.
  const quotable = wordsOf(answer).replaceAll(/[\w.~+/=-]{24,}/g, '…')
  return cleanText(quotable, LONGEST) || undefined
}

function wordsOf(answer: Answer): string {
  // Words that frameworks say in JSON. An `error` is only here when it is no OAuth error.
  const { message, error } = membersOf(answer) ?? {}
  const said = message ?? error
  if (typeof said === 'string') return redact(said, answer.secrets)
  // Before tags are taken out: a secret may look as if it had one.
  const text = redact(answer.text.slice(0, 2 * READ), answer.secrets)
    .slice(0, READ)
    .trim()
  // Of JSON and forms, whole or cut off, nothing else is quoted: tokens may stand anywhere in them.
  if (answer.body !== undefined || !(text.startsWith('<') || PROSE.test(text))) return ''
  const title = /<title[^>]*>([^<]*)/i.exec(text)?.[1]
  return (title ?? text).replaceAll(/<(script|style)\b[\s\S]*?(?:<\/\1>|$)/gi, ' ').replaceAll(/<[^>]*(?:>|$)/g, ' ')
}
