import type { Answer } from './answer.ts'
import { membersOf } from './answer.ts'
import { cleanText } from './clean.ts'
import { redact } from './redact.ts'

const LONGEST = 80
const PROSE = /^[\w\s.,:;!?'()[\]-]*$/
const READ = 4096

/**
 * An answer that is not OAuth, for a message: `HTTP 404 “Not found”`. Enough of it to recognise a proxy's page, and never a
 * secret.
 */
export function saidIn(answer: Answer): string {
  // Anything long and unbroken could be a token. It is looked for in what is clean: it may have been broken by what nobody sees.
  const quotable = cleanText(wordsOf(answer), READ).replaceAll(/[\w.~+/=-]{24,}/g, '…')
  const snippet = cleanText(quotable, LONGEST)
  return `HTTP ${answer.status}${snippet && ` “${snippet}”`}`
}

function wordsOf(answer: Answer): string {
  const { secrets } = answer
  // Words that frameworks say in JSON. An `error` is only here when it is no OAuth error.
  const { message, error } = membersOf(answer) ?? {}
  const said = message ?? error
  if (typeof said === 'string') return redact(said, secrets)
  // Before tags are taken out, since a secret may look as if it had one; and after, since tags may have been put into it.
  const page = redact(answer.text.slice(0, READ), secrets, answer.text.length > READ).trim()
  // Of JSON and forms, whole or cut off, nothing else is quoted: tokens may stand anywhere in them.
  if (answer.body !== undefined || !(page.startsWith('<') || PROSE.test(page))) return ''
  const title = /<title[^>]*>([^<]*)/i.exec(page)?.[1]
  const words = (title ?? page)
    .replaceAll(/<(script|style)\b[\s\S]*?(?:<\/\1>|$)/gi, ' ')
    .replaceAll(/<[^>]*(?:>|$)/g, ' ')
  return redact(words, secrets, answer.text.length > READ)
}
