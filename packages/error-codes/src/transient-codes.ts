/** Codes that say "not now", whatever the HTTP status (RFC 6749 §4.1.2.1). */
export const UNAVAILABLE_CODES: ReadonlySet<string> = new Set(['temporarily_unavailable', 'server_error'])

/** Codes that ask for fewer requests, whatever the HTTP status: Google's quota, Auth0's and Okta's limit. */
export const RATE_LIMIT_CODES: ReadonlySet<string> = new Set(['rate_limit_exceeded', 'too_many_requests'])
