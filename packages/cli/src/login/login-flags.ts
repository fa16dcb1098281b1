import type { FlagValues } from '../arguments/flag.ts'

/** The flags of `device-flow login`: see {@link FlagTable}. */
export const loginFlags = {
  issuer: {
    type: 'text',
    value: 'URL',
    group: 'server',
    option: 'issuer',
    description: 'Its issuer identifier; the endpoints are discovered',
  },
  'issuer-template': {
    type: 'switch',
    group: 'server',
    option: 'issuerTemplate',
    description: "The issuer's metadata names {tenantid} (Microsoft): fill it from the ID token",
  },
  'device-authorization-endpoint': {
    type: 'text',
    value: 'URL',
    group: 'server',
    option: 'endpoints.deviceAuthorizationEndpoint',
    description: 'Without --issuer: where to ask for a code',
  },
  'token-endpoint': {
    type: 'text',
    value: 'URL',
    group: 'server',
    option: 'endpoints.tokenEndpoint',
    description: 'Without --issuer: where to poll',
  },
  'jwks-uri': {
    type: 'text',
    value: 'URL',
    group: 'server',
    option: 'endpoints.jwksUri',
    description: 'Without --issuer: its keys; ID tokens are dropped without them',
  },
  'revocation-endpoint': {
    type: 'text',
    value: 'URL',
    group: 'server',
    option: 'endpoints.revocationEndpoint',
    description: 'Without --issuer: where a late grant is revoked',
  },
  'client-id': {
    type: 'text',
    value: 'ID',
    group: 'client',
    option: 'clientId',
    description: 'As it is registered at the server',
  },
  // It sets the option `clientAuth` together with the secret: see login-options.ts.
  'client-auth': {
    type: 'text',
    value: 'METHOD',
    group: 'client',
    description:
      "none, client_secret_basic or client_secret_post. Default: none, or with a secret what the server's metadata lists. The secret is read from the environment variable DEVICE_FLOW_CLIENT_SECRET only",
  },
  scope: {
    type: 'text',
    value: '"SCOPE ..."',
    group: 'request',
    option: 'scope',
    description: 'openid brings an ID token, offline_access (at most servers) a refresh token',
  },
  audience: {
    type: 'text',
    value: 'API',
    group: 'request',
    option: 'audience',
    description: 'The API that the access token is for (Auth0 and others)',
  },
  resource: {
    type: 'texts',
    value: 'URI',
    group: 'request',
    option: 'resource',
    description: 'The same as of RFC 8707; repeatable',
  },
  param: {
    type: 'parameters',
    value: 'NAME=VALUE',
    group: 'request',
    option: 'parameters',
    description: 'An extra parameter for the server; repeatable',
  },
  'request-timeout': {
    type: 'duration',
    value: 'SECONDS',
    group: 'output',
    option: 'requestTimeoutMs',
    description: 'The longest that one request may take. Default 10',
  },
  open: {
    type: 'switch',
    group: 'output',
    description: 'Open the page in a browser, too',
  },
  'no-qr': {
    type: 'switch',
    group: 'output',
    description: 'Show no QR code',
  },
  accessible: {
    type: 'switch',
    group: 'output',
    description: 'For screen readers: plain lines, each written once, and the code spelled',
  },
  inspect: {
    type: 'switch',
    group: 'output',
    description: 'Show this login live in the viewer that device-flow inspect serves; without a secret',
  },
  'inspect-url': {
    type: 'text',
    value: 'URL',
    group: 'output',
    description: 'The same, in one that listens elsewhere on this computer (ws://127.0.0.1:PORT/login)',
  },
  json: {
    type: 'switch',
    group: 'output',
    description: 'Print one JSON object a line on stdout: prompt, blip, authorized, error',
  },
  'show-tokens': {
    type: 'switch',
    group: 'output',
    description:
      'Print the tokens: in the line "authorized", or without --json the access token alone. Without it they are revoked at the end, as nobody would hold them',
  },
} as const

/** What was given to `device-flow login`. */
export type LoginFlagValues = FlagValues<typeof loginFlags>
