/** A member of the device authorization response (RFC 8628 §3.2). */
export type DeviceAuthorizationMember =
  | 'device_code'
  | 'user_code'
  | 'verification_uri'
  | 'verification_uri_complete'
  | 'expires_in'
  | 'interval'

/** What servers call such a member instead: Google's names. One of `device_code` is a secret, too: see redaction/redact.ts. */
export const deviceAuthorizationAliases: Readonly<Partial<Record<DeviceAuthorizationMember, string>>> = {
  verification_uri: 'verification_url',
  verification_uri_complete: 'verification_url_complete',
}

/**
 * How long a refresh token lives, as servers call it, s: draft-ietf-oauth-refresh-token-expiration; its earlier drafts, GitHub and Google;
 * Keycloak.
 */
export const refreshLifetimeMembers: readonly string[] = [
  'refresh_token_timeout',
  'refresh_token_expires_in',
  'refresh_expires_in',
]

/**
 * Where servers and frameworks say in JSON what is wrong, the most telling first: RFC 6749, Okta, Apigee, RFC 9457 and
 * FastAPI, and so on. In plain letters: `error_message`, `errorMessage` and `Error-Message` are one name.
 */
export const wordMembers: ReadonlySet<string> = new Set([
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
])

/** Where some say more beside the description: League (PHP), Ory. */
export const hintMembers: ReadonlySet<string> = new Set(['hint', 'errorhint', 'errordetails'])

/** Where they put a code. Twitch, for one, says `authorization_pending` as its `message`: words may be a code too. */
export const codeMembers: ReadonlySet<string> = new Set([
  'error',
  'errors',
  'errorcode',
  'errcode',
  'code',
  'type',
  'status',
])
