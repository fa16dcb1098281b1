import { cleanText, isRecord } from '@device-flow/untrusted'
import type { HttpResponse } from '../http/http-response.ts'
import { isSuccess } from '../http/status.ts'
import { textsUnder } from './json-texts.ts'
import { codeMembers, hintMembers, wordMembers } from '../profiles/members.ts'
import { isOpaque, MIN_OPAQUE_CHARS } from '../redaction/opaque-text.ts'
import { redact, SCANNED_CHARS } from '../redaction/redact.ts'

// Has a capital, a digit or punctuation: a lone word such as "required" is meant for people.
const CODE = /^(?=.*[A-Za-z])(?=.*[A-Z_\d.])[\w.-]{1,64}$/

// JSON in a text, of which nothing is quoted: tokens may stand anywhere in it.
const STARTS_AS_JSON = /^\s*[{["]/
const JSON_WITHIN = /\{\s*\\*["'][\s\S]*/

// No word of OAuth is longer.
const MAX_WORD_CHARS = 23
const MAX_WORDS_CHARS = 200
const MAX_FIELDS = 8

// Not `code`: Facebook and Salesforce call the device code so.
const CODES_IN_SUCCESS = new Set(['errorcode', 'errcode'])

// Words may be a code, too.
const MEMBERS_WITH_CODES = new Set([...codeMembers, ...wordMembers])

/** All texts of a body that may be a code. */
export function codesIn(body: unknown): string[] {
  return textsUnder(body, MEMBERS_WITH_CODES)
}

/** What a response says in JSON beside its code: raw, so neither cleaned nor redacted. */
export function rawWordsIn(body: unknown, code: string | undefined): string | undefined {
  const said = textsUnder(body, wordMembers).find(
    (text) => text.trim() && !STARTS_AS_JSON.test(text) && text.toLowerCase() !== code?.toLowerCase(),
  )
  const words = withField(said, body)
  const title = isRecord(body) ? body.title : undefined
  return words && typeof title === 'string' && title && title !== words ? `${title}: ${words}` : words
}

/** Words with the hint that some servers put beside them. */
export function withHint(words: string | undefined, body: unknown): string | undefined {
  const hint = textsUnder(body, hintMembers).find((text) => text.trim() && !STARTS_AS_JSON.test(text))
  if (!hint || words?.includes(hint)) return words
  return words ? `${words}${/[.:!?]$/.test(words) ? '' : ':'} ${hint}` : hint
}

/**
 * Words with the field that they are about: Rails names it below `errors`, Django at the top, where there may be no
 * other words.
 */
function withField(said: string | undefined, body: unknown): string | undefined {
  const fields = isRecord(body) && isRecord(body.errors) ? body.errors : body
  if (!isRecord(fields)) return said
  for (const [name, value] of Object.entries(fields).slice(0, MAX_FIELDS)) {
    const text: unknown = Array.isArray(value) ? value[0] : undefined
    // A sentence: what has no blank could be a token.
    if (wordMembers.has(name) || typeof text !== 'string' || !/\w \w/.test(text)) continue
    if (said === undefined || (said === text && !text.includes(name))) return `${name}: ${text}`
  }
  return said
}

/** The words of a response, cleaned, short, and without anything that could be a secret. */
export function wordsIn(response: HttpResponse): string | undefined {
  const words = withHint(rawWordsIn(response.body, undefined), response.body)
  return words && quotable(redact(words, response.secrets()), MAX_WORDS_CHARS, longestWordIn(response))
}

/** The code beside the words of a response, when it is not OAuth's: Okta's `E0000006`, `AUTH_REQUIRED`. */
export function ownCodeIn({ body, secrets, status }: HttpResponse): string | undefined {
  const { error, type: _type, status: _status, ...others } = isRecord(body) ? body : { error: body }
  const codes = isSuccess(status)
    ? [...textsUnder(isRecord(error) ? error : [], codeMembers), ...textsUnder(others, CODES_IN_SUCCESS)]
    : textsUnder([typeof error === 'string' ? [] : error, others], codeMembers)
  const code = codes.find((text) => CODE.test(text))
  return code && code !== rawWordsIn(body, undefined) && !isOpaque(code) ? redact(code, secrets()) : undefined
}

/** How long a word may be that is quoted: shorter in a success, where a device code, or a token, may stand under any name. */
export function longestWordIn({ status }: HttpResponse): number {
  return isSuccess(status) ? MIN_OPAQUE_CHARS - 1 : MAX_WORD_CHARS
}

/** Text from anywhere, made fit to be quoted in a message. */
export function quotable(text: string, maxLength: number, longestWord: number = MAX_WORD_CHARS): string {
  // Cleaned first, since hidden characters may have broken up a token.
  const words = cleanText(text, SCANNED_CHARS).replace(JSON_WITHIN, '…')
  const withoutTokens = words.replaceAll(/[\w.~+/=-]+/g, (run) =>
    run.length > longestWord || isOpaque(run) ? '…' : run,
  )
  return cleanText(withoutTokens, maxLength)
}
