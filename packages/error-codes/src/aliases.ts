/** A code that means the same as another. */
export type AliasCode =
  | 'authorization_declined'
  | 'bad_refresh_token'
  | 'bad_verification_code'
  | 'device_flow_disabled'
  | 'incorrect_client_credentials'
  | 'rate_limit_exceeded'
  | 'token_expired'

// What some servers send, with the code that a standard, or the better known server, has for it. Who sends it: advice/alias-senders.ts.
const ALIASES: Record<AliasCode, string> = {
  authorization_declined: 'access_denied',
  bad_refresh_token: 'invalid_grant',
  bad_verification_code: 'incorrect_device_code',
  device_flow_disabled: 'unauthorized_client',
  incorrect_client_credentials: 'invalid_client',
  rate_limit_exceeded: 'too_many_requests',
  token_expired: 'expired_token',
}

// A map, so that `constructor` and `toString`, which a server may send too, are no codes.
const CANONICAL = new Map(Object.entries(ALIASES))

/** The code that this one is another spelling of; otherwise the code itself. */
export function canonicalCode(code: string): string {
  return CANONICAL.get(code) ?? code
}

/** Whether a code is another spelling of one. */
export function isAlias(code: string): code is AliasCode {
  return CANONICAL.has(code)
}
