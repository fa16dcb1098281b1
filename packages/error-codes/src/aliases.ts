/** A code that means the same as another. */
export type AliasCode =
  | '429'
  | '503'
  | 'authorization_declined'
  | 'bad_refresh_token'
  | 'bad_verification_code'
  | 'code_not_found'
  | 'device_code_not_found'
  | 'device_flow_disabled'
  | 'device_not_found'
  | 'incorrect_client_credentials'
  | 'invalid_client_id'
  | 'quota_exceeded'
  | 'rate_limit_exceeded'
  | 'rate_limited'
  | 'resource_exhausted'
  | 'service_unavailable'
  | 'throttled'
  | 'token_expired'

// What some servers send, with the code that a standard, or the better known server, has for it. Who sends it: advice/alias-senders.ts.
const ALIASES: Record<AliasCode, string> = {
  // An HTTP status as text.
  '429': 'too_many_requests',
  '503': 'temporarily_unavailable',
  authorization_declined: 'access_denied',
  bad_refresh_token: 'invalid_grant',
  bad_verification_code: 'incorrect_device_code',
  code_not_found: 'incorrect_device_code',
  device_code_not_found: 'incorrect_device_code',
  device_flow_disabled: 'unauthorized_client',
  device_not_found: 'incorrect_device_code',
  incorrect_client_credentials: 'invalid_client',
  invalid_client_id: 'invalid_client',
  quota_exceeded: 'too_many_requests',
  rate_limit_exceeded: 'too_many_requests',
  rate_limited: 'too_many_requests',
  resource_exhausted: 'too_many_requests',
  service_unavailable: 'temporarily_unavailable',
  throttled: 'too_many_requests',
  token_expired: 'expired_token',
}

// A map, so that `constructor` and `toString`, which a server may send too, are no codes.
const CANONICAL = new Map(Object.entries(ALIASES))

/** The code that this one is another spelling of; otherwise the code itself. */
export function canonicalCode(code: string): string {
  return CANONICAL.get(code) ?? code
}

// Codes by which a login goes on, by their letters alone.
const PASSING = new Set([
  'authorization_pending',
  'slow_down',
  'too_many_requests',
  'temporarily_unavailable',
  'server_error',
])
const PASSING_BY_LETTERS = new Map(
  [...PASSING, ...Object.keys(ALIASES)].flatMap((code) =>
    PASSING.has(canonicalCode(code)) ? [[code.replaceAll('_', ''), code]] : [],
  ),
)

/**
 * The code by which a login goes on that a text is in another spelling: `AuthorizationPending`, `authorization-pending`, `Too Many
 * Requests`. Undefined for any other: what ends a login is not guessed.
 */
export function passingCode(text: string): string | undefined {
  return PASSING_BY_LETTERS.get(text.replaceAll(/[-_ ]/g, '').toLowerCase())
}

/** Whether a code is another spelling of one. */
export function isAlias(code: string): code is AliasCode {
  return CANONICAL.has(code)
}
