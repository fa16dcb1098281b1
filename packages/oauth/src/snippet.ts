import type { Answer } from './answer.ts'
import { ownCodeIn, quotable, wordsIn } from './own-words.ts'
import { TAGS } from './reading.ts'
import { redact } from './redact.ts'

const LONGEST = 80
const PROSE = /^[\w\s.,:;!?'()[\]/-]*$/
const READ = 4096

/**
 * An answer that is not OAuth, for a message: `HTTP 404 “Not found”`. Enough of it to recognise a proxy's page, and never a
 * secret.
 */
export function saidIn(answer: Answer): string {
  const code = ownCodeIn(answer)
  const words = wordsIn(answer) ?? quotable(textOfPage(answer), LONGEST)
  return [`HTTP ${answer.status}`, code, words && `“${words}”`].filter(Boolean).join(' ')
}

/** Who may have answered with a page. */
export const IN_FRONT = 'something in front of the server (a proxy, a firewall, a sign-in page)'

/** Whether an answer is a page or a line of text. Servers speak JSON here: it may be of something in front of them. */
export function isPage({ body, text }: Answer): boolean {
  const beginning = text.slice(0, READ).trim()
  return body === undefined && beginning !== '' && (beginning.startsWith('<') || PROSE.test(beginning))
}

function textOfPage(answer: Answer): string {
  // Of JSON and forms, whole or cut off, nothing else is quoted: tokens may stand anywhere in them.
  if (!isPage(answer)) return ''
  const page = redact(answer.text, answer.secrets)
  const title = /<title[^>]*>([^<]*)/i.exec(page)?.[1]
  return (title ?? page).replaceAll(TAGS, ' ')
}
