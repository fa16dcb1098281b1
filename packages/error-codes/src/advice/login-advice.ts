import type { KnownCode } from '../refusals.ts'
import type { CodeAdvice } from './advice.ts'
import { GITHUB_DEVICE_FLOW, GOOGLE_DEVICE_FLOW, page, rfc } from './sources.ts'

const NOT_ALLOWED: CodeAdvice = {
  meaning: 'This client may not use the device flow.',
  whatToDo: "Enable the device code grant (and refresh tokens, if wanted) in the client's settings at the server.",
  sources: [rfc(6749, '5.2'), page('Getting started with Auth0', 'getting-started-auth0.md')],
  usuallyRefuses: 'request',
}

/** The advice on the codes that end a login, or that a poll goes on after. */
export const LOGIN_ADVICE: Record<KnownCode, CodeAdvice> = {
  authorization_pending: {
    meaning: 'The person has not decided yet.',
    whatToDo: 'Nothing: the login asks again after the interval.',
    sources: [rfc(8628, '3.5')],
    usuallyRefuses: false,
  },
  slow_down: {
    meaning: 'The server was asked sooner than it likes.',
    whatToDo:
      "The login waits 5 s longer from now on. If it comes often, check this device's clock, and whether two logins share a code.",
    sources: [rfc(8628, '3.5')],
    usuallyRefuses: false,
  },
  access_denied: {
    meaning: 'The person declined, or a rule at the server did.',
    whatToDo:
      'If it was not the person: look for the rule, the consent setting or the connection that refused; and ask for a scope (`scope`, `--scope`): some servers deny a login that has none left to grant.',
    places: [
      {
        provider: 'logto',
        text: 'Logto: a login that asks for no scope, or for none that it knows, is denied though the person has approved.',
      },
    ],
    sources: [rfc(8628, '3.5')],
    usuallyRefuses: 'poll',
    auth0LogCodes: ['fdecc', 'fede'],
  },
  expired_token: {
    meaning: 'The code was not used in time, or was used already.',
    whatToDo: 'Start again for a new code. If people run out of time, raise the lifetime at the server.',
    sources: [rfc(8628, '3.5')],
    usuallyRefuses: 'poll',
    auth0LogCodes: ['fdeac', 'fede'],
  },
  invalid_grant: {
    meaning:
      'The server does not know this code or refresh token any more: it expired, was used, was revoked, or belongs to another client.',
    whatToDo:
      'Sign in anew. If it comes with refreshes: does something else use the same refresh token, while the server rotates them?',
    places: [
      {
        provider: 'keycloak',
        text: 'Keycloak: where it refuses the request for a code, the client may not use the device flow.',
      },
    ],
    sources: [rfc(6749, '5.2')],
    usuallyRefuses: 'poll',
  },
  incorrect_device_code: {
    meaning: 'The server does not know this device code.',
    whatToDo: 'Start again for a new code.',
    sources: [GITHUB_DEVICE_FLOW],
    usuallyRefuses: 'poll',
    auth0LogCodes: [],
  },
  invalid_client: {
    meaning: 'The server does not accept this client.',
    whatToDo: 'Check the client ID, and how the client authenticates: a public client must be set up without a secret.',
    places: [
      {
        provider: 'auth0',
        text: "Auth0: the application's type is Native, and its Authentication Method is None.",
      },
      {
        provider: 'google',
        text: 'Google: the client wants its secret, even on a TV, and its type is TVs and Limited Input devices.',
      },
      {
        text: 'On the command line: `DEVICE_FLOW_CLIENT_SECRET` holds the secret, and `--client-auth` says how it is sent.',
      },
    ],
    sources: [rfc(6749, '5.2')],
    usuallyRefuses: 'request',
  },
  unauthorized_client: {
    ...NOT_ALLOWED,
    places: [
      { provider: 'auth0', text: 'Auth0: Applications, the application, Advanced Settings, Grant Types.' },
      {
        provider: 'okta',
        text: "Okta: the application, and the rule of the authorization server's access policy too.",
      },
      {
        provider: 'keycloak',
        text: "Keycloak: the client's capability “OAuth 2.0 Device Authorization Grant”, which is off by default.",
      },
      { provider: 'github', text: "GitHub: the app's setting “Enable Device Flow”." },
    ],
  },
  unsupported_grant_type: {
    ...NOT_ALLOWED,
    places: [{ text: 'The server may also lack the flow altogether.' }],
    usuallyRefuses: 'poll',
  },
  invalid_scope: {
    meaning: 'The server does not grant the requested scope.',
    whatToDo: 'Check the spelling, and what the client and the API allow.',
    places: [{ provider: 'google', text: 'Google: only some scopes are open to devices.' }],
    sources: [rfc(6749, '5.2')],
    usuallyRefuses: 'request',
  },
  invalid_target: {
    meaning: 'The server does not know the requested resource.',
    whatToDo: 'Check the resource or audience against the API at the server.',
    sources: [rfc(8707, '2')],
    usuallyRefuses: 'request',
  },
  invalid_request: {
    meaning: 'The server misses a parameter, or has one too many.',
    whatToDo: 'Read its description: it usually names the parameter.',
    sources: [rfc(6749, '5.2')],
    usuallyRefuses: 'request',
  },
  org_internal: {
    meaning: 'The client is only for accounts of its own organisation.',
    whatToDo: 'Sign in with an account of the organisation, or open the client to others.',
    places: [{ provider: 'google', text: 'Google: the user type of the OAuth consent screen.' }],
    sources: [GOOGLE_DEVICE_FLOW],
    usuallyRefuses: 'poll',
    auth0LogCodes: [],
  },
  admin_policy_enforced: {
    meaning: "An administrator's policy forbids this client, or a scope that it asks for.",
    whatToDo: "Ask the administrator of the person's organisation to allow the client, or ask for fewer scopes.",
    sources: [GOOGLE_DEVICE_FLOW],
    usuallyRefuses: 'poll',
    auth0LogCodes: [],
  },
}
