import { systemClock } from '@device-flow/machine/clock'
import type { Clock } from '@device-flow/machine/clock'
import { clientSecretOf } from './client-auth.ts'
import { hmacKey, hmacNamed, isAsymmetric } from './jws-algorithms.ts'
import type { ClientAuth, OAuthEndpoints, OAuthServicesOptions } from './options.ts'
import { OAuthOptionsError } from './options-error.ts'
import { checkParameters } from './parameters.ts'
import { platformFetch } from './platform-fetch.ts'
import { endpointProblem, parseUrl } from './urls.ts'

/** The options, checked and with their defaults. */
export interface Settings {
  /** Where to find the server: its issuer, or its endpoints. */
  server: { issuer: URL } | { endpoints: OAuthEndpoints }
  clientId: string
  clientAuth: ClientAuth
  scope: string | undefined
  audience: string | undefined
  resources: readonly string[]
  parameters: Readonly<Record<string, string>>
  headers: Readonly<Record<string, string>>
  requestTimeoutMs: number
  fetch: typeof globalThis.fetch
  clock: Clock
  idTokenSignedResponseAlg: string | undefined
}

const DEFAULT_REQUEST_TIMEOUT_MS = 10_000
// A timer with a longer delay fires at once.
const LONGEST_REQUEST_TIMEOUT_MS = 2_147_483_647

/** Checks the options and fills in the defaults. Throws {@link OAuthOptionsError}. */
export function readSettings(options: OAuthServicesOptions): Settings {
  const { clientId, parameters = {}, headers = {}, requestTimeoutMs = DEFAULT_REQUEST_TIMEOUT_MS } = options
  if (typeof clientId !== 'string' || !clientId) throw new OAuthOptionsError('clientId', 'must be a non-empty string')
  if (!(requestTimeoutMs > 0 && requestTimeoutMs <= LONGEST_REQUEST_TIMEOUT_MS)) {
    throw new OAuthOptionsError('requestTimeoutMs', `must be above 0 and at most ${LONGEST_REQUEST_TIMEOUT_MS} ms`)
  }
  checkAlgorithm(options)
  checkParameters(parameters)
  checkHeaders(headers)
  return {
    server: readServer(options),
    clientId,
    clientAuth: options.clientAuth ?? { method: 'none' },
    scope: options.scope?.trim() || undefined,
    audience: options.audience || undefined,
    resources: readResources(options.resource),
    parameters,
    headers,
    requestTimeoutMs,
    fetch: options.fetch ?? platformFetch,
    clock: options.clock ?? systemClock,
    idTokenSignedResponseAlg: options.idTokenSignedResponseAlg,
  }
}

function checkAlgorithm({ idTokenSignedResponseAlg: alg, clientAuth }: OAuthServicesOptions): void {
  if (alg === undefined || isAsymmetric(alg)) return
  const hmac = hmacNamed(alg)
  if (!hmac) {
    throw new OAuthOptionsError('idTokenSignedResponseAlg', 'must be a JWS algorithm, e.g. RS256, ES256 or HS256')
  }
  if (!hmacKey(hmac, clientAuth && clientSecretOf(clientAuth))) {
    const problem = `${alg} takes a client secret of at least ${hmac.leastKeyBytes} bytes`
    throw new OAuthOptionsError('idTokenSignedResponseAlg', problem)
  }
}

function readServer({ issuer, endpoints }: OAuthServicesOptions): Settings['server'] {
  if (issuer !== undefined && endpoints !== undefined) {
    throw new OAuthOptionsError('issuer', 'give either issuer or endpoints, not both')
  }
  if (endpoints === undefined) {
    if (issuer === undefined) throw new OAuthOptionsError('issuer', 'give issuer (discovery) or endpoints')
    const problem = endpointProblem(issuer)
    if (problem) throw new OAuthOptionsError('issuer', problem)
    const url = new URL(issuer)
    if (url.search) throw new OAuthOptionsError('issuer', 'must not have a query (RFC 8414 §2)')
    if (url.pathname.includes('/.well-known/')) {
      throw new OAuthOptionsError('issuer', 'is where the metadata is; give the `issuer` that is named in it')
    }
    return { issuer: url }
  }
  for (const name of ['deviceAuthorizationEndpoint', 'tokenEndpoint'] as const) checkEndpoint(name, endpoints[name])
  for (const name of ['jwksUri', 'revocationEndpoint', 'userinfoEndpoint'] as const) {
    if (endpoints[name] !== undefined) checkEndpoint(name, endpoints[name])
  }
  if (endpoints.issuer !== undefined && (typeof endpoints.issuer !== 'string' || !endpoints.issuer)) {
    throw new OAuthOptionsError('endpoints.issuer', 'must be a non-empty string')
  }
  return { endpoints }
}

function checkEndpoint(name: string, value: unknown): void {
  const problem = endpointProblem(value)
  if (problem) throw new OAuthOptionsError(`endpoints.${name}`, problem)
}

function readResources(resource: OAuthServicesOptions['resource']): readonly string[] {
  const resources = resource === undefined ? [] : typeof resource === 'string' ? [resource] : resource
  for (const uri of resources) {
    if (typeof uri !== 'string' || !parseUrl(uri) || uri.includes('#')) {
      throw new OAuthOptionsError('resource', 'must be an absolute URI without a fragment (RFC 8707 §2)')
    }
  }
  return resources
}

function checkHeaders(headers: Readonly<Record<string, string>>): void {
  let checked
  try {
    checked = new Headers(headers)
  } catch {
    // The platform's own message repeats the value, which may be a secret.
    throw new OAuthOptionsError('headers', 'has a name or value that HTTP does not allow')
  }
  if (checked.has('authorization')) {
    throw new OAuthOptionsError('headers.authorization', 'is set by clientAuth')
  }
}
