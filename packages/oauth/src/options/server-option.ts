import { endpointProblem } from './endpoint-url.ts'
import { hasBothEndpoints } from './endpoints.ts'
import type { OAuthEndpoints, OAuthServerOptions } from './options.ts'
import { issuerTemplateIn } from './issuer-template.ts'
import { OAuthOptionsError } from './options-error.ts'

/** A server whose metadata is read. */
export interface DiscoveredServer {
  issuer: URL
  /** Endpoints that are used whatever the metadata says. */
  endpoints: Partial<OAuthEndpoints>
  /** What a login can do with when there is no metadata, and no ID token to verify. */
  standIn?: OAuthEndpoints | undefined
  /** Whether the metadata may be of an issuer that stands for those of several tenants. */
  issuerTemplate: boolean
  /** Whether the endpoints are those for clients with a certificate, where the metadata names any (RFC 8705 §5). */
  useMtlsEndpointAliases: boolean
}

/** Where the server is: known by its issuer, or by its endpoints alone. */
export type ServerOption = DiscoveredServer | { endpoints: OAuthEndpoints }

/** Checks what the options say of the server. Throws {@link OAuthOptionsError}. */
export function readServer(options: OAuthServerOptions): ServerOption {
  const { issuer, endpoints, issuerTemplate = false, useMtlsEndpointAliases = false } = options
  if (issuer === undefined) {
    if (!endpoints) throw new OAuthOptionsError('issuer', 'is missing: give it (discovery), or endpoints')
    return readEndpoints(endpoints, issuerTemplate)
  }
  if (endpoints?.issuer !== undefined) throw new OAuthOptionsError('endpoints.issuer', 'is not given beside issuer')
  const areBothGiven = hasBothEndpoints(endpoints)
  // Nothing is left to be discovered.
  if (areBothGiven && endpoints.jwksUri !== undefined) return readEndpoints({ ...endpoints, issuer }, issuerTemplate)
  const url = readIssuer(issuer)
  if (endpoints) checkEndpoints(endpoints)
  const standIn = areBothGiven ? { ...endpoints, issuer } : undefined
  return { issuer: url, endpoints: endpoints ?? {}, standIn, issuerTemplate, useMtlsEndpointAliases }
}

function readIssuer(issuer: string): URL {
  const problem = endpointProblem(issuer)
  if (problem) throw new OAuthOptionsError('issuer', problem)
  if (issuerTemplateIn(issuer)) {
    throw new OAuthOptionsError(
      'issuer',
      'stands for several tenants. Put one tenant, or the name that the server has for all of them (at Microsoft, common), in place of ' +
        'the braces',
    )
  }
  const url = new URL(issuer)
  if (url.search) throw new OAuthOptionsError('issuer', 'must not have a query (RFC 8414 §2)')
  if (url.pathname.includes('/.well-known/')) {
    throw new OAuthOptionsError('issuer', 'is where the metadata is; give the `issuer` that is named in it')
  }
  return url
}

function readEndpoints(endpoints: OAuthEndpoints, issuerTemplate: boolean): ServerOption {
  for (const name of ['deviceAuthorizationEndpoint', 'tokenEndpoint'] as const) checkEndpoint(name, endpoints[name])
  checkEndpoints(endpoints)
  if (endpoints.issuer === '') throw new OAuthOptionsError('endpoints.issuer', 'must not be empty')
  const isTemplate = issuerTemplateIn(endpoints.issuer) !== undefined
  if (isTemplate && !issuerTemplate) {
    throw new OAuthOptionsError(
      'endpoints.issuer',
      'stands for several tenants. Give the issuer of one, or set issuerTemplate',
    )
  }
  if (issuerTemplate && !isTemplate) {
    throw new OAuthOptionsError(
      'issuerTemplate',
      'needs an endpoints.issuer with {tenantid} where the issuers of tenants differ',
    )
  }
  return { endpoints }
}

function checkEndpoints(endpoints: Partial<OAuthEndpoints>): void {
  for (const [name, address] of Object.entries(endpoints)) {
    if (name !== 'issuer' && address !== undefined) checkEndpoint(name, address)
  }
}

function checkEndpoint(name: string, value: unknown): void {
  const problem = typeof value === 'string' ? endpointProblem(value) : 'must be an https URL as a string'
  if (problem) throw new OAuthOptionsError(`endpoints.${name}`, problem)
}
