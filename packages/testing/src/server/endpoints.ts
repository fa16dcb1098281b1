/** The endpoints that the server knows by name. Any other path is its own name. */
export type EndpointName =
  | 'openidConfiguration'
  | 'oauthServerMetadata'
  | 'deviceAuthorization'
  | 'token'
  | 'revocation'
  | 'userinfo'
  | 'jwks'
  | `/${string}`

/** Where the endpoints are: absolute URLs. */
export interface ServerEndpoints {
  deviceAuthorizationEndpoint: string
  tokenEndpoint: string
  revocationEndpoint: string
  userinfoEndpoint: string
  jwksUri: string
}

/** Members to put in place of the usual ones, under their wire names; `undefined` removes one. */
export type Members = Record<string, unknown>

/** Finds an endpoint's name by the path of a request. */
export function endpointNamer(issuerPath: string): (path: string) => EndpointName {
  const tenant = issuerPath.replace(/\/$/, '')
  const names = new Map<string, EndpointName>([
    [`${tenant}/.well-known/openid-configuration`, 'openidConfiguration'],
    [`/.well-known/oauth-authorization-server${tenant}`, 'oauthServerMetadata'],
    ['/device', 'deviceAuthorization'],
    ['/token', 'token'],
    ['/revoke', 'revocation'],
    ['/userinfo', 'userinfo'],
    ['/jwks', 'jwks'],
  ])
  return (path) => names.get(path) ?? (path as `/${string}`)
}

/** The endpoints' URLs on one server. */
export function endpointsAt(origin: string): ServerEndpoints {
  return {
    deviceAuthorizationEndpoint: `${origin}/device`,
    tokenEndpoint: `${origin}/token`,
    revocationEndpoint: `${origin}/revoke`,
    userinfoEndpoint: `${origin}/userinfo`,
    jwksUri: `${origin}/jwks`,
  }
}

/** The discovery document (OpenID Connect Discovery §3, RFC 8414 §2, RFC 8628 §4). */
export function metadata(issuer: string, endpoints: ServerEndpoints, overrides: Members): Members {
  return {
    issuer,
    authorization_endpoint: new URL('/authorize', endpoints.tokenEndpoint).href,
    device_authorization_endpoint: endpoints.deviceAuthorizationEndpoint,
    token_endpoint: endpoints.tokenEndpoint,
    revocation_endpoint: endpoints.revocationEndpoint,
    userinfo_endpoint: endpoints.userinfoEndpoint,
    jwks_uri: endpoints.jwksUri,
    grant_types_supported: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    scopes_supported: ['openid', 'profile', 'offline_access'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    ...overrides,
  }
}
