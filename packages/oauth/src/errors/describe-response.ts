import { membersOf } from '../http/http-response.ts'
import type { HttpResponse } from '../http/http-response.ts'
import { longestWordIn, ownCodeIn, quotable, wordsIn } from './server-words.ts'
import { TAGS } from '../redaction/comparable-text.ts'
import { isOpaque } from '../redaction/opaque-text.ts'
import { redact, SCANNED_CHARS } from '../redaction/redact.ts'

const MAX_PAGE_CHARS = 80
const PROSE = /^[\w\s.,:;!?'()[\]/-]*$/

/**
 * A response that is not OAuth, for a message: `HTTP 404 “Not found”`. Enough of it to recognise a proxy's page, and
 * never a secret.
 */
export function describeResponse(response: HttpResponse): string {
  const code = ownCodeIn(response)
  const words = wordsIn(response) ?? quotable(textOfPage(response), MAX_PAGE_CHARS, longestWordIn(response))
  return [`HTTP ${response.status}`, code, words && `“${words}”`].filter(Boolean).join(' ') + refusedForms(response)
}

/** What is told of a client whose credentials were refused in both forms. */
export function refusedForms({ bothFormsRefused }: HttpResponse): string {
  return bothFormsRefused ? '; the client secret was sent form-encoded, and as it is' : ''
}

/** Who may have answered with a page. */
export const IN_FRONT = 'something in front of the server (a proxy, a firewall, a sign-in page)'

/** Whether a response is a page or a line of text. Servers speak JSON here: it may be of something in front of them. */
export function isPage({ body, text }: HttpResponse): boolean {
  const beginning = text.slice(0, SCANNED_CHARS).trim()
  return body === undefined && beginning !== '' && (beginning.startsWith('<') || PROSE.test(beginning))
}

const MAX_NAMES = 6
const NAME = /^[\w.-]{1,30}$/

/** The names of the members of a response in JSON, for a message: those that look like names, and are no secret. */
export function namesIn(response: HttpResponse): string | undefined {
  const names = Object.keys(membersOf(response) ?? {}).filter((name) => NAME.test(name) && !isOpaque(name))
  const shown = names.slice(0, MAX_NAMES).join(', ')
  return shown && redact(`${shown}${names.length > MAX_NAMES ? ', …' : ''}`, response.secrets())
}
function textOfPage(response: HttpResponse): string {
  // Of JSON and forms, whole or cut off, nothing else is quoted: tokens may stand anywhere in them.
  if (!isPage(response)) return ''
  const page = redact(response.text, response.secrets())
  const title = /<title[^>]*>([^<]*)/i.exec(page)?.[1]
  return (title ?? page).replaceAll(TAGS, ' ')
}
