import type { Answer } from './answer.ts'
import { membersOf } from './answer.ts'
import { cleanText, cleanUri } from './clean.ts'
import { redact } from './redact.ts'
import { isKnownCode } from './refusal.ts'

/** An OAuth error answer (RFC 6749 §5.2), cleaned. */
export interface ServerError {
  code: string
  description?: string | undefined
  uri?: string | undefined
}

// The name of an HTTP status (GitHub's 404: {"error":"Not Found"}), or another line of words. OAuth's codes are not made of words.
const WORDS = /^(?=.*[A-Z ])[A-Za-z][a-z]+(?: [A-Za-z]+)*$/

/** Whether a status says by itself "not now". */
export function saysNotNow(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500
}

/**
 * The OAuth error in an answer, whatever its HTTP status: servers send pending with 400, 403, 428 and 200. What frameworks and
 * gateways call `error` too is none: words, and, where the status says "not now", any code that is not known.
 */
export function serverErrorIn(answer: Answer): ServerError | undefined {
  const members = membersOf(answer)
  if (!members) return undefined
  const { error, message, error_description: description, error_uri: uri } = members
  const text = (value: string, maxLength: number): string => cleanText(redact(value, answer.secrets), maxLength)
  if (typeof error === 'string' && error) {
    if (!isOAuthError(error, answer.status)) return undefined
    return {
      // A code of nothing but control characters is still an error.
      code: text(error, 100) || 'error',
      description: typeof description === 'string' ? text(description, 300) || undefined : undefined,
      uri: cleanUri(redact(cleanUri(uri) ?? '', answer.secrets)),
    }
  }
  // Twitch says it in `message`: {"status":400,"message":"authorization_pending"} (C1).
  return typeof message === 'string' && isKnownCode(message) ? { code: message } : undefined
}

function isOAuthError(code: string, status: number): boolean {
  return isKnownCode(code) || !(saysNotNow(status) || (status >= 400 && WORDS.test(code)))
}
