import type { CodeAdvice } from './advice.ts'
import { AUTH0_RATE_LIMITS, page, rfc } from './sources.ts'

/** A code that says more of the server than of the login. */
export type ServerCode =
  | 'server_error'
  | 'temporarily_unavailable'
  | 'too_many_requests'
  | 'unsupported_token_type'
  | 'invalid_authorization_details'

/** The advice on codes that say more of the server than of the login. */
export const SERVER_ADVICE: Record<ServerCode, CodeAdvice> = {
  server_error: {
    meaning: 'The server failed.',
    whatToDo: 'Try again later; if it stays, ask those who run it.',
    sources: [rfc(6749, '4.1.2.1')],
    usuallyRefuses: 'poll',
  },
  temporarily_unavailable: {
    meaning: 'The server is overloaded or being mended.',
    whatToDo: 'Try again later.',
    sources: [rfc(6749, '4.1.2.1')],
    usuallyRefuses: 'poll',
  },
  too_many_requests: {
    meaning: 'The server got too many requests from this client or address.',
    whatToDo: 'The login backs off by itself. Are many devices behind one address?',
    sources: [rfc(6585, '4'), AUTH0_RATE_LIMITS],
    usuallyRefuses: 'poll',
    auth0LogCodes: ['api_limit'],
  },
  unsupported_token_type: {
    meaning: 'The server does not revoke tokens of this kind.',
    whatToDo:
      "Nothing, where the refresh token was revoked: the access token ends with its lifetime. Otherwise end the session in the account's settings at the server.",
    sources: [rfc(7009, '2.2.1'), page('Security', '../SECURITY.md')],
    usuallyRefuses: false,
  },
  invalid_authorization_details: {
    meaning: 'The server does not accept the authorization details that were asked for.',
    whatToDo: 'Check the parameter `authorization_details` against what the server and the API define.',
    sources: [rfc(9396, '5')],
    usuallyRefuses: 'request',
  },
}
