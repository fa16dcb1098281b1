/**
 * Other names that servers have for members of the device authorization response (RFC 8628 §3.2), by the RFC's:
 * Google's.
 */
export const deviceAuthorizationAliases = {
  verification_uri: 'verification_url',
  verification_uri_complete: 'verification_url_complete',
} as const

/**
 * Where servers and frameworks say in JSON what is wrong, the most telling first: RFC 6749, Okta, Apigee, RFC 9457 and
 * FastAPI, and so on. In plain letters: `error_message`, `errorMessage` and `Error-Message` are one name.
 */
export const wordMembers: readonly string[] = [
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

/** Where they put a code. Twitch, for one, says `authorization_pending` as its `message`: words may be a code too. */
export const codeMembers: readonly string[] = ['error', 'errors', 'errorcode', 'errcode', 'code', 'type', 'status']
