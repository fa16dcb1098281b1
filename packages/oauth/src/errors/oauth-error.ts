import { canonicalCode, isKnownCode, isRateLimitCode, isUnavailableCode, passingCode } from '@device-flow/error-codes'
import { cleanText, isSafeWebUrl } from '@device-flow/untrusted'
import type { HttpResponse } from '../http/http-response.ts'
import { membersOf } from '../http/http-response.ts'
import { isSuccess, saysNotNow } from '../http/status.ts'
import { codesIn, rawWordsIn, withHint } from './server-words.ts'
import { redact } from '../redaction/redact.ts'

/** An OAuth error response (RFC 6749 §5.2), cleaned. */
export interface OAuthError {
  code: string
  description?: string | undefined
  uri?: string | undefined
}

/** Whether an error has this code, or another spelling of it. */
export function hasCode(error: OAuthError | undefined, code: string): boolean {
  return canonicalCode(error?.code ?? '') === code
}

/** An OAuth error for a message: its code, and what the server says about it. */
export function describeOAuthError({ code, description }: OAuthError): string {
  return description ? `${code}: ${description}` : code
}

// The name of an HTTP status (GitHub's 404: {"error":"Not Found"}), or another line of words. OAuth's codes are not
// made of words.
const STATUS_TEXT = /^(?=.*[A-Z ])[A-Za-z][a-z]+(?: [A-Za-z]+)*$/

const CAMEL_CASE = /^[a-z]+(?:[A-Z][a-z]+)+$/

const MAX_CODE_CHARS = 64

/** What matters may come last: fosite (Hydra, Authelia) puts 280 characters that fit any request before it. */
export const MAX_DESCRIPTION_CHARS = 600

/**
 * The OAuth error in a response, whatever its HTTP status: servers send pending with 400, 403, 428 and 200. What
 * frameworks and gateways call `error` too is none: words, and, where the status says "not now", any code that is not
 * known; nor is one that asks for fewer requests a verdict. A known code is found wherever it stands: in an `error`
 * that is an object, or in `message`, as Twitch says it.
 */
export function readOAuthError(response: HttpResponse): OAuthError | undefined {
  const { body, status } = response
  const { error, error_description: description, error_uri: uri } = membersOf(response) ?? {}
  const isError = typeof error === 'string' && isOAuthError(error, status) && !saysSuccess(error, response)
  const stated = isError && error ? error : undefined
  const code = stated && !STATUS_TEXT.test(stated) ? (knownCode(stated) ?? stated) : (knownCodeIn(body) ?? stated)
  if (!code) return undefined
  // Most polls end here. To clean what is said to them, which nobody reads, would take longer than the poll itself.
  if (hasCode({ code }, 'authorization_pending')) return { code }
  const text = (value: string, maxLength: number): string => cleanText(redact(value, response.secrets()), maxLength)
  const said = typeof description === 'string' && description ? description : rawWordsIn(body, stated ?? code)
  const words = withHint(said, body)
  return {
    // A code of nothing but control characters is still an error.
    code: text(code, 100) || 'error',
    description: words === undefined ? undefined : text(words, MAX_DESCRIPTION_CHARS) || undefined,
    uri: safeUrl(redact(safeUrl(uri) ?? '', response.secrets())),
  }
}

/** The known code in a body, wherever it stands. */
export function knownCodeIn(body: unknown): string | undefined {
  return codesIn(body).map(knownCode).find(Boolean)
}

/** Whether a text is a code that asks for fewer requests. */
export function saysRateLimit(text: string): boolean {
  return isRateLimitCode(inOAuthSpelling(text))
}

function knownCode(text: string): string | undefined {
  const code = inOAuthSpelling(text)
  return isKnownCode(code) || isUnavailableCode(code) ? code : undefined
}

/**
 * Some servers shout, and some write in camel case. What lets a login go on, any spelling may say; `AccessDenied`, though, is what gateways
 * say: nobody has declined.
 */
function inOAuthSpelling(text: string): string {
  if (text.length > MAX_CODE_CHARS) return ''
  const words = CAMEL_CASE.test(text) ? text.replaceAll(/[A-Z]/g, '_$&') : text
  return passingCode(text) ?? words.toLowerCase()
}

function isOAuthError(code: string, status: number): boolean {
  const isOther =
    saysNotNow(status) || saysRateLimit(code) || /^\d+$/.test(code) || (status >= 400 && STATUS_TEXT.test(code))
  return isKnownCode(code) || !isOther
}

// What some servers put into a member that has no business in a success.
const NO_ERROR = /^(?:none|no[ _]?error|success|ok)$/i

/** Whether an `error` says that there is none, beside what was asked for. */
function saysSuccess(error: string, response: HttpResponse): boolean {
  const { access_token: token, device_code: code } = membersOf(response) ?? {}
  return isSuccess(response.status) && Boolean(token || code) && NO_ERROR.test(error)
}

function safeUrl(value: unknown): string | undefined {
  return isSafeWebUrl(value) ? value : undefined
}
