import type * as oauth from 'oauth4webapi'
import type { OAuthEndpoints } from './options.ts'

/** The authorization server, as far as it is known. */
export interface Server {
  /** In oauth4webapi's words. */
  metadata: oauth.AuthorizationServer
  /** Whether `metadata.issuer` is the server's issuer, or only stands in for one that nobody told. */
  issuerKnown: boolean
  /** The server is that of several tenants: the `iss` of an ID token is this, with the token's `tid` for `{tenantid}`. */
  issuerTemplate?: string | undefined
}

/** The server that a set of endpoints describes. */
export function serverFromEndpoints(endpoints: OAuthEndpoints): Server {
  const { deviceAuthorizationEndpoint, tokenEndpoint, jwksUri, revocationEndpoint, userinfoEndpoint, issuer } =
    endpoints
  return {
    issuerKnown: issuer !== undefined,
    metadata: {
      // A client assertion needs an audience; RFC 7523 §3 lets it be the token endpoint.
      issuer: issuer ?? tokenEndpoint,
      device_authorization_endpoint: deviceAuthorizationEndpoint,
      token_endpoint: tokenEndpoint,
      ...(jwksUri && { jwks_uri: jwksUri }),
      ...(revocationEndpoint && { revocation_endpoint: revocationEndpoint }),
      ...(userinfoEndpoint && { userinfo_endpoint: userinfoEndpoint }),
    },
  }
}
