import type { Answer } from './answer.ts'
import { membersOf } from './answer.ts'
import { cleanText, cleanUri } from './clean.ts'
import { redact } from './redact.ts'

/** An OAuth error answer (RFC 6749 §5.2), cleaned. */
export interface ServerError {
  code: string
  description?: string | undefined
  uri?: string | undefined
}

// Twitch says it in `message`: {"status":400,"message":"authorization_pending"} (C1).
const CODES_SAID_IN_MESSAGE = new Set(['authorization_pending', 'slow_down', 'access_denied', 'expired_token'])

/** The OAuth error in an answer, whatever its HTTP status: servers send pending with 400, 403, 428 and 200 (C1). */
export function serverErrorIn(answer: Answer): ServerError | undefined {
  const members = membersOf(answer)
  if (!members) return undefined
  const { error, message, error_description: description, error_uri: uri } = members
  const text = (value: string, maxLength: number): string => cleanText(redact(value, answer.secrets), maxLength)
  if (typeof error === 'string' && error) {
    return {
      // A code of nothing but control characters is still an error.
      code: text(error, 100) || 'error',
      description: typeof description === 'string' ? text(description, 300) || undefined : undefined,
      uri: typeof uri === 'string' ? cleanUri(redact(uri, answer.secrets)) : undefined,
    }
  }
  return typeof message === 'string' && CODES_SAID_IN_MESSAGE.has(message) ? { code: message } : undefined
}
