import type { ErrorExplanation } from '../protocol/messages.ts'

/** Where an error came up. */
export interface ErrorContext {
  /** Whose server it is, when that is known. Auth0's log codes are left out for any other than `auth0`. */
  provider?: string | undefined
  /** Which request was refused. */
  during?: 'request' | 'poll' | 'refresh' | undefined
}

type Explanation = readonly [meaning: string, whatToDo: string]

const DENIED: Explanation = [
  'The person declined, or a rule at the server did.',
  'If it was not the person: look for the rule, the consent setting or the connection that refused.',
]
const EXPIRED: Explanation = [
  'The code was not used in time, or was used already.',
  'Start again for a new code. If people run out of time, raise the lifetime at the server.',
]
const UNKNOWN_CLIENT: Explanation = [
  'The server does not accept this client.',
  'Check the client ID, and how the client authenticates: a public client must be set up without a secret.',
]
const NOT_ALLOWED: Explanation = [
  'This client may not use the device flow.',
  "Enable the device code grant (and refresh tokens, if wanted) in the client's settings at the server.",
]
const NEEDS_PERSON: Explanation = [
  'The server wants the person to do something that only a browser can show.',
  'Sign in anew, and complete what the page asks for.',
]

// RFC 8628 §3.5, RFC 6749 §4.1.2.1 and §5.2, RFC 6750 §3.1, RFC 8707 §2, RFC 9449 §5 and §8, OpenID Connect Core §3.1.2.6, and
// what real servers say in their place.
const EXPLANATIONS = new Map<string, Explanation>([
  ['authorization_pending', ['The person has not decided yet.', 'Nothing: the login asks again after the interval.']],
  [
    'slow_down',
    [
      'The server was asked sooner than it likes.',
      "The login waits 5 s longer from now on. If it comes often, check this device's clock, and whether two logins share a code.",
    ],
  ],
  ['access_denied', DENIED],
  ['authorization_declined', DENIED],
  ['expired_token', EXPIRED],
  ['token_expired', EXPIRED],
  [
    'invalid_grant',
    [
      'The server does not know this code or refresh token any more: it expired, was used, was revoked, or belongs to another client.',
      'Sign in anew. If it comes with refreshes: does something else use the same refresh token, while the server rotates them?',
    ],
  ],
  ['incorrect_device_code', ['The server does not know this device code.', 'Start again for a new code.']],
  ['bad_verification_code', ['The server does not know this device code.', 'Start again for a new code.']],
  ['invalid_client', UNKNOWN_CLIENT],
  ['incorrect_client_credentials', UNKNOWN_CLIENT],
  ['unauthorized_client', NOT_ALLOWED],
  ['device_flow_disabled', NOT_ALLOWED],
  ['unsupported_grant_type', NOT_ALLOWED],
  [
    'invalid_scope',
    ['The server does not grant the requested scope.', 'Check the spelling, and what the client and the API allow.'],
  ],
  [
    'invalid_target',
    [
      'The server does not know the requested resource.',
      'Check the resource or audience against the API at the server.',
    ],
  ],
  [
    'invalid_request',
    ['The server misses a parameter, or has one too many.', 'Read its description: it usually names the parameter.'],
  ],
  ['server_error', ['The server failed.', 'Try again later; if it stays, ask those who run it.']],
  ['temporarily_unavailable', ['The server is overloaded or being mended.', 'Try again later.']],
  [
    'rate_limited',
    [
      'The server got too many requests from this client or address.',
      'The login backs off by itself. Are many devices behind one address?',
    ],
  ],
  ['invalid_token', ['The access token is expired, revoked or not for this API.', 'Refresh it, or sign in anew.']],
  [
    'insufficient_scope',
    ['The access token does not cover this request.', 'Sign in anew with the scope that it needs.'],
  ],
  [
    'invalid_dpop_proof',
    ['The proof of possession is not accepted.', "Check this device's clock, and that the key has not changed."],
  ],
  [
    'use_dpop_nonce',
    ['The server wants its nonce in the proof of possession.', 'Nothing: the request is repeated with it.'],
  ],
  ['login_required', NEEDS_PERSON],
  ['consent_required', NEEDS_PERSON],
  ['interaction_required', NEEDS_PERSON],
  ['account_selection_required', NEEDS_PERSON],
  ['mfa_required', NEEDS_PERSON],
])

// Where Auth0's tenant log has more to say than that a request failed.
const AUTH0_LOG_CODES = new Map<string, string>([
  ['access_denied', 'fdecc, fede'],
  ['expired_token', 'fdeac, fede'],
  ['rate_limited', 'api_limit'],
])

const AUTH0_LOG_CODES_BY_REQUEST = { request: 'fdeaz', poll: 'fede', refresh: 'fertft, ferrt' } as const

const NO_FAILURE = new Set(['authorization_pending', 'slow_down', 'use_dpop_nonce'])
const USUALLY_AT_ONCE = new Set([
  'invalid_client',
  'unauthorized_client',
  'invalid_scope',
  'invalid_target',
  'invalid_request',
])

/** What a server's error code means and what to do about it; nothing for a code that is the server's own invention. */
export function explainError(
  code: string,
  { provider = 'auth0', during }: ErrorContext = {},
): ErrorExplanation | undefined {
  const explanation = EXPLANATIONS.get(code)
  if (!explanation) return undefined
  const [meaning, whatToDo] = explanation
  const auth0LogCode = provider === 'auth0' ? auth0LogCodeOf(code, during) : undefined
  return { code, meaning, whatToDo, ...(auth0LogCode !== undefined && { auth0LogCode }) }
}

function auth0LogCodeOf(code: string, during: ErrorContext['during']): string | undefined {
  if (NO_FAILURE.has(code)) return undefined
  return (
    AUTH0_LOG_CODES.get(code) ?? AUTH0_LOG_CODES_BY_REQUEST[during ?? (USUALLY_AT_ONCE.has(code) ? 'request' : 'poll')]
  )
}
