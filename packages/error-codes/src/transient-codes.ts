import { canonicalCode } from './aliases.ts'

/** Codes that say "not now", whatever the HTTP status (RFC 6749 §4.1.2.1). */
export const UNAVAILABLE_CODES: ReadonlySet<string> = new Set(['temporarily_unavailable', 'server_error'])

/** Codes that ask for fewer requests, whatever the HTTP status: Auth0's and Okta's limit. */
export const RATE_LIMIT_CODES: ReadonlySet<string> = new Set(['too_many_requests'])

/** Whether a code, or the code that it is an alias of, says "not now". */
export function isUnavailableCode(code: string): boolean {
  return UNAVAILABLE_CODES.has(canonicalCode(code))
}

/** Whether a code, or the code that it is an alias of, asks for fewer requests. */
export function isRateLimitCode(code: string): boolean {
  return RATE_LIMIT_CODES.has(canonicalCode(code))
}
