import type { SettingName } from '../settings/settings-problem.ts'

/** What a setting is called, and what it is, when one needs it, and where that is said. */
export const FIELD_TEXTS: Readonly<Record<SettingName, { label: string; help: string }>> = {
  server: { label: 'Which server', help: 'The authorization server that people sign in at (RFC 8628 §1).' },
  provider: {
    label: 'Provider',
    help: 'Who runs the server. What is known of it is used: where it is, how it speaks, what it does otherwise than the RFCs.',
  },
  tenant: { label: 'Tenant', help: 'A customer’s own part of the provider.' },
  region: { label: 'Region', help: 'Where the server runs, in the provider’s own word.' },
  host: { label: 'Host', help: 'The server’s host, with a port if it has one.' },
  issuer: {
    label: 'Issuer',
    help: 'The address by which the server names itself: https, without /.well-known/… at the end. Its endpoints are read from there (RFC 8414 §3, OpenID Connect Discovery §4).',
  },
  clientId: {
    label: 'Client ID',
    help: 'The name under which this app is registered at the server. It is no secret (RFC 6749 §2.2).',
  },
  scope: {
    label: 'Scope',
    help: 'What the app asks for, with blanks between. “openid” brings an ID token; “offline_access”, at most servers, a refresh token (RFC 6749 §3.3).',
  },
  audience: {
    label: 'Audience',
    help: 'Which API the access token is for, at Auth0 and a few others. No RFC has it here: leave it empty unless the server’s documentation names it.',
  },
  resource: {
    label: 'Resource',
    help: 'Which APIs the access token is for: their addresses, with blanks between (RFC 8707 §2). Most servers need none.',
  },
  clientAuth: {
    label: 'Client authentication',
    help: 'How the app proves that it is this client (RFC 6749 §2.3). An app on people’s devices can keep no secret: it is a public client, and uses none.',
  },
  clientSecret: {
    label: 'Client secret',
    help: 'It stays in the memory of this page, until it is closed or loaded again. It is not kept, not in the link, and in no recording.',
  },
  clientKey: {
    label: 'Key of the client, and its algorithm',
    help: 'The client signs a statement for each request (private_key_jwt, RFC 7523 §2.2). No script can read the private half. It is gone when this page is loaded again: then register another.',
  },
  dpop: {
    label: 'DPoP',
    help: 'Binds the tokens to a key on the device: a stolen token is of no use without it (RFC 9449). The server has to support it.',
  },
  pkce: {
    label: 'PKCE',
    help: 'Binds the device code to the device that asked for it (RFC 7636). RFC 8628 does not have it. Keycloak takes it; most servers ignore it.',
  },
  nonce: {
    label: 'Nonce',
    help: 'The ID token has to repeat it (OpenID Connect Core §2). A server that ignores it in this flow makes the login fail at the end.',
  },
  parameters: {
    label: 'Extra parameters',
    help: 'Sent with the request for a code and with each poll, for what the server knows beside: acr_values, prompt, login_hint. One name=value a line. They are kept, and part of the link: no secrets here.',
  },
  relay: {
    label: 'Through the relay',
    help: 'Requests go through a program on this computer, for servers that let no page read their answers (CORS).',
  },
  look: { label: 'Device', help: 'What the mock device looks like.' },
}
