import type { DeviceFlowError, TransientFault } from '@device-flow/machine'
import type * as oauth from 'oauth4webapi'
import { issuerTemplateIn } from '../options/issuer-template.ts'
import { ASYMMETRIC_ALGORITHMS } from '../options/jws-algorithms.ts'
import type { OAuthEndpoints } from '../options/options.ts'

/** The authorization server, as far as it is known. */
export interface Server {
  /** In oauth4webapi's words. */
  metadata: oauth.AuthorizationServer
  /** Whether `metadata.issuer` is the server's issuer, or only stands in for one that is not known. */
  issuerKnown: boolean
  /**
   * For a server of several tenants: the `iss` of an ID token must be this, with the token's `tid` in place of
   * `{tenantid}`. `metadata.issuer` is then what was configured, such as `…/common/v2.0`, which no token names.
   */
  issuerTemplate?: string | undefined
  /**
   * When the metadata was read (wall clock, ms since the epoch), and for how long it may be used, ms. Absent when
   * nothing was read.
   */
  read?: { at: number; lifetimeMs: number } | undefined
  /** What polls need of the metadata, as it was read, as JSON: kept with a login, for whoever takes it up after a restart. */
  kept?: string | undefined
  /** Why no login can begin here: no metadata names the endpoint for that. What needs it not goes on (RFC 8414 §2, RFC 8628 §4). */
  lacks?: TransientFault | DeviceFlowError | undefined
  /** Why there is no metadata, where endpoints that were given stand in for it. */
  problem?: TransientFault | DeviceFlowError | undefined
}

/** The server that a set of endpoints describes. */
export function serverFromEndpoints(endpoints: OAuthEndpoints): Server {
  const { tokenEndpoint, issuer } = endpoints
  const issuerTemplate = issuerTemplateIn(issuer)
  return {
    issuerKnown: issuer !== undefined,
    ...(issuerTemplate && { issuerTemplate }),
    metadata: {
      // A client assertion needs an audience; RFC 7523 §3 lets it be the token endpoint.
      issuer: issuer === undefined || issuerTemplate ? tokenEndpoint : issuer,
      // No metadata says what ID tokens are signed with, so it is what the key that signs them is for. By default,
      // oauth4webapi would take RS256 alone.
      id_token_signing_alg_values_supported: ASYMMETRIC_ALGORITHMS,
      ...endpointMembers(endpoints),
    },
  }
}

/** The endpoints that are given, as members of a metadata document. */
export function endpointMembers(endpoints: Partial<OAuthEndpoints>): Partial<oauth.AuthorizationServer> {
  const { deviceAuthorizationEndpoint, tokenEndpoint, jwksUri, revocationEndpoint, userinfoEndpoint } = endpoints
  const members = {
    device_authorization_endpoint: deviceAuthorizationEndpoint,
    token_endpoint: tokenEndpoint,
    jwks_uri: jwksUri,
    revocation_endpoint: revocationEndpoint,
    userinfo_endpoint: userinfoEndpoint,
  }
  return Object.fromEntries(Object.entries(members).filter(([, address]) => address))
}
