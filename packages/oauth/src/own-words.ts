import type { Answer } from './answer.ts'
import { isRecord } from '@device-flow/untrusted'
import { cleanText } from '@device-flow/untrusted'
import { textsUnder } from './json-texts.ts'
import { redact, SCANNED_CHARS } from './redact.ts'

// Where frameworks and servers say in JSON what is wrong, the most telling first: RFC 6749, Okta, Apigee, RFC 9457 and FastAPI, and so on.
const WORDS = [
  'errordescription',
  'errorsummary',
  'faultstring',
  'detail',
  'details',
  'errormessage',
  'message',
  'msg',
  'errmsg',
  'description',
  'reason',
  'errors',
  'error',
  'fault',
  'title',
]

// Where they put a code.
const CODES = ['error', 'errors', 'errorcode', 'errcode', 'code', 'type', 'status']
// Has a capital, a digit or punctuation: a lone word such as "required" is meant for people.
const CODE = /^(?=.*[A-Za-z])(?=.*[A-Z_\d.])[\w.-]{1,64}$/

const MOST_WORDS_CHARS = 200
const MOST_FIELDS = 8

/** All texts of an answer that may be a code: Twitch, for one, says `authorization_pending` as its `message`. */
export function codesIn(body: unknown): string[] {
  return textsUnder(body, [...CODES, ...WORDS])
}

/** What an answer says in JSON beside its code: raw, so neither cleaned nor redacted. */
export function rawWordsIn(body: unknown, code: string | undefined): string | undefined {
  const said = textsUnder(body, WORDS).find((text) => text.trim() && text.toLowerCase() !== code?.toLowerCase())
  const words = withField(said, body)
  const title = isRecord(body) ? body.title : undefined
  return words && typeof title === 'string' && title && title !== words ? `${title}: ${words}` : words
}

/** Words with the field that they are about: Rails names it below `errors`, Django at the top, where there may be no other words. */
function withField(said: string | undefined, body: unknown): string | undefined {
  const fields = isRecord(body) && isRecord(body.errors) ? body.errors : body
  if (!isRecord(fields)) return said
  for (const [name, value] of Object.entries(fields).slice(0, MOST_FIELDS)) {
    const text: unknown = Array.isArray(value) ? value[0] : undefined
    // A sentence: what has no blank could be a token.
    if (WORDS.includes(name) || typeof text !== 'string' || !/\w \w/.test(text)) continue
    if (said === undefined || (said === text && !text.includes(name))) return `${name}: ${text}`
  }
  return said
}

/** The words of an answer, cleaned, short, and without anything that could be a secret. */
export function wordsIn(answer: Answer): string | undefined {
  const words = rawWordsIn(answer.body, undefined)
  return words && quotable(redact(words, answer.secrets), MOST_WORDS_CHARS)
}

/** The code beside the words of an answer, when it is not OAuth's: Okta's `E0000006`, `AUTH_REQUIRED`. */
export function ownCodeIn({ body, secrets }: Answer): string | undefined {
  const { error, type: _type, status: _status, ...others } = isRecord(body) ? body : { error: body }
  const code = textsUnder([typeof error === 'string' ? [] : error, others], CODES).find((text) => CODE.test(text))
  return code && code !== rawWordsIn(body, undefined) ? redact(code, secrets) : undefined
}

/** Text from anywhere, made fit to be quoted in a message. */
export function quotable(text: string, maxLength: number): string {
  // Anything long and unbroken could be a token. Cleaned first, since hidden characters may have broken it up.
  return cleanText(cleanText(text, SCANNED_CHARS).replaceAll(/[\w.~+/=-]{24,}/g, '…'), maxLength)
}
