import type { FlagValues } from '../arguments/flag.ts'
import { providerNames } from './provider-names.ts'

/**
 * The flags that say which server, which client, and what to ask for: those of a login that are kept with its session. See {@link
 * FlagTable}.
 */
export const clientFlags = {
  provider: {
    type: 'choice',
    value: 'NAME',
    choices: providerNames,
    group: 'server',
    description: 'Who runs it: see device-flow providers',
  },
  tenant: {
    type: 'text',
    value: 'NAME',
    group: 'server',
    description: 'Its tenant, or realm',
  },
  region: {
    type: 'text',
    value: 'NAME',
    group: 'server',
    description: 'Its region',
  },
  host: {
    type: 'text',
    value: 'HOST',
    group: 'server',
    description: 'Its host, if your own',
  },
  issuer: {
    type: 'text',
    value: 'URL',
    group: 'server',
    option: 'issuer',
    description: 'Its issuer identifier; endpoints that are not given are discovered',
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
    description: 'Where to ask for a code, whatever the metadata says',
  },
  'token-endpoint': {
    type: 'text',
    value: 'URL',
    group: 'server',
    option: 'endpoints.tokenEndpoint',
    description: 'Where to poll, whatever the metadata says',
  },
  'jwks-uri': {
    type: 'text',
    value: 'URL',
    group: 'server',
    option: 'endpoints.jwksUri',
    description: 'Its keys. Without --issuer, ID tokens are dropped without them',
  },
  'revocation-endpoint': {
    type: 'text',
    value: 'URL',
    group: 'server',
    option: 'endpoints.revocationEndpoint',
    description: 'Where tokens are revoked, whatever the metadata says',
  },
  'refresh-grace': {
    type: 'duration',
    value: 'SECONDS',
    limitSeconds: 86_400,
    mayBeZero: true,
    group: 'server',
    option: 'refreshGraceMs',
    description: 'How long it still takes a refresh token that was used; 0 when it does not. Default 10',
  },
  'ca-file': {
    type: 'file',
    value: 'FILE',
    group: 'server',
    description: 'Trust the certificate authorities in it, too (PEM)',
  },
  'client-id': {
    type: 'text',
    value: 'ID',
    group: 'client',
    option: 'clientId',
    description: 'As it is registered at the server',
  },
  'id-token-alg': {
    type: 'text',
    value: 'ALG',
    group: 'client',
    option: 'idTokenSignedResponseAlg',
    description: "The one algorithm of its ID tokens, e.g. ES256. Default: those that the server's metadata names",
  },
  // It sets the option `clientAuth` together with the secret: see login-options.ts.
  'client-auth': {
    type: 'text',
    value: 'METHOD',
    group: 'client',
    description:
      "none, client_secret_basic, client_secret_post, tls_client_auth or self_signed_tls_client_auth. Default: none, or with a secret what the server's metadata lists. A server that refuses a secret form-encoded by client_secret_basic is sent it once more as it is. The secret is read from the environment variable DEVICE_FLOW_CLIENT_SECRET only",
  },
  cert: {
    type: 'file',
    value: 'FILE',
    group: 'client',
    description: 'Its certificate, for a server that wants one in TLS (PEM); with --key',
  },
  key: {
    type: 'file',
    value: 'FILE',
    group: 'client',
    description:
      'The private key of --cert (PEM). The passphrase of an encrypted one is read from DEVICE_FLOW_CERT_PASSPHRASE only',
  },
  // It sets the option `dpop` together with the store: see dpop-option.ts.
  dpop: {
    type: 'choice',
    value: 'WHAT',
    choices: ['tokens', 'refresh'],
    group: 'client',
    description:
      'Bind to a key (RFC 9449): tokens; or refresh, the refresh token alone, where the server gives bearer tokens for APIs (Keycloak can)',
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
  'login-hint': {
    type: 'text',
    value: 'HINT',
    group: 'request',
    option: 'parameters.login_hint',
    description: 'Who is to sign in, as the server knows them: an e-mail address, mostly',
  },
  'acr-values': {
    type: 'text',
    value: '"ACR ..."',
    group: 'request',
    option: 'parameters.acr_values',
    description: 'The kinds of sign-in that will do, the best first',
  },
  'max-age': {
    type: 'text',
    value: 'SECONDS',
    group: 'request',
    option: 'parameters.max_age',
    description:
      'How long ago the person may have signed in at the server; 0: they sign in now, which is sent as 1 with openid, as for 0 some servers do not say when',
  },
  prompt: {
    type: 'text',
    value: 'WHAT',
    group: 'request',
    option: 'parameters.prompt',
    description: 'What the server is to ask in any case: login, consent, select_account',
  },
  'authorization-details': {
    type: 'text',
    value: 'JSON',
    group: 'request',
    option: 'parameters.authorization_details',
    description: 'What is asked for, finer than by scopes (RFC 9396): a JSON array',
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
    description: 'The longest that one request may take. Default 10, of a poll 30',
  },
} as const

/** What was given of {@link clientFlags}. */
export type ClientFlagValues = FlagValues<typeof clientFlags>

/** Takes those among the flags of a command that are {@link clientFlags}. */
export function clientFlagsIn(flags: ClientFlagValues & Record<string, unknown>): ClientFlagValues {
  return Object.fromEntries(Object.entries(flags).filter(([name]) => Object.hasOwn(clientFlags, name)))
}
