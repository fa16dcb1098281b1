import type { Answer } from '../http/http-response.ts'
import { ownCodeIn, quotable, wordsIn } from './server-words.ts'
import { TAGS } from '../redaction/comparable-text.ts'
import { redact, SCANNED_CHARS } from '../redaction/redact.ts'

const LONGEST_PAGE_TEXT = 80
const PROSE = /^[\w\s.,:;!?'()[\]/-]*$/

/**
 * An answer that is not OAuth, for a message: `HTTP 404 “Not found”`. Enough of it to recognise a proxy's page, and never a
 * secret.
 */
export function saidIn(answer: Answer): string {
  const code = ownCodeIn(answer)
  const words = wordsIn(answer) ?? quotable(textOfPage(answer), LONGEST_PAGE_TEXT)
  return [`HTTP ${answer.status}`, code, words && `“${words}”`].filter(Boolean).join(' ')
}

/** Who may have answered with a page. */
export const IN_FRONT = 'something in front of the server (a proxy, a firewall, a sign-in page)'

/** Whether an answer is a page or a line of text. Servers speak JSON here: it may be of something in front of them. */
export function isPage({ body, text }: Answer): boolean {
  const beginning = text.slice(0, SCANNED_CHARS).trim()
  return body === undefined && beginning !== '' && (beginning.startsWith('<') || PROSE.test(beginning))
}

function textOfPage(answer: Answer): string {
  // Of JSON and forms, whole or cut off, nothing else is quoted: tokens may stand anywhere in them.
  if (!isPage(answer)) return ''
  const page = redact(answer.text, answer.secrets)
  const title = /<title[^>]*>([^<]*)/i.exec(page)?.[1]
  return (title ?? page).replaceAll(TAGS, ' ')
}
