import type { DeviceFlowClient } from '@device-flow/machine'
import { systemClock } from '@device-flow/machine/clock'
import type { Clock } from '@device-flow/machine/clock'
import { clientSecretOf } from './client-auth.ts'
import { clientIdentity } from './client-identity.ts'
import { credentialProblem } from './credential-text.ts'
import type { DpopOption, LoginBinding } from './attachable.ts'
import { hmacKey, hmacNamed, isAsymmetric } from './jws-algorithms.ts'
import { checkOptionTypes } from './option-types.ts'
import type { ClientAuth, OAuthServerOptions, OAuthServicesOptions } from './options.ts'
import { OAuthOptionsError } from './options-error.ts'
import type { ProviderProfile } from './provider-profile.ts'
import { checkParameters } from './parameters.ts'
import { createPlatformFetch } from '../http/platform-fetch.ts'
import { parseUrl } from '../http/parse-url.ts'
import { checkHeaders } from './headers.ts'
import { readServer } from './server-option.ts'
import type { ServerOption } from './server-option.ts'

/** The options, checked and with their defaults. */
export interface Settings {
  server: ServerOption
  /** Whose sessions they are. */
  client: DeviceFlowClient
  clientId: string
  clientAuth: ClientAuth
  scope: string | undefined
  audience: string | undefined
  sendAudienceOnRefresh: boolean
  resources: readonly string[]
  parameters: Readonly<Record<string, string>>
  headers: Readonly<Record<string, string>>
  /** The longest that a request may take that others can follow, ms. */
  requestTimeoutMs: number
  /** The longest that a request may take that is tried again, ms: the first, and each that follows one that took too long. */
  timeoutsMs: readonly number[]
  /** The same of a poll, by how many before it in a row have brought nothing in time. */
  pollTimeoutsMs: readonly number[]
  /** The longest that a poll may take whose response goes on arriving, ms. */
  longestPollMs: number
  refreshGraceMs: number | undefined
  fetch: typeof globalThis.fetch
  clock: Clock
  idTokenSignedResponseAlg: string | undefined
  /** What is known of who runs the server. */
  profile: ProviderProfile | undefined
  dpop: DpopOption | undefined
  loginBinding: LoginBinding | undefined
}

const DEFAULT_REQUEST_TIMEOUT_MS = 10_000
// A dead connection should be noticed soon; a slow one is all that there is.
const DEFAULT_TIMEOUTS_MS = [DEFAULT_REQUEST_TIMEOUT_MS, 20_000, 30_000]
// Servers that hold a poll hold it for a minute at most: then the proxies in front of them would end it.
const LONGEST_POLL_MS = 65_000
// One is given that minute; those after it make up for that, so that a dead connection is told no later than after polls of 30 s.
const DEFAULT_POLL_TIMEOUTS_MS = [...DEFAULT_TIMEOUTS_MS, LONGEST_POLL_MS, 10_000, 15_000]
// A timer with a longer delay fires at once.
const MAX_REQUEST_TIMEOUT_MS = 2_147_483_647
const MAX_REFRESH_GRACE_MS = 24 * 60 * 60 * 1000

/** Checks the options and fills in the defaults. Throws {@link OAuthOptionsError}. */
export function readSettings(given: OAuthServicesOptions): Settings {
  checkOptionTypes(given)
  const options: OAuthServerOptions = given.provider?.applyTo(given) ?? (given as OAuthServerOptions)
  const {
    clientId,
    parameters = {},
    headers = {},
    requestTimeoutMs = DEFAULT_REQUEST_TIMEOUT_MS,
    refreshGraceMs,
    idTokenSignedResponseAlg,
  } = options
  const clientIdProblem = credentialProblem(clientId)
  if (clientIdProblem) throw new OAuthOptionsError('clientId', clientIdProblem)
  if (!(requestTimeoutMs > 0 && requestTimeoutMs <= MAX_REQUEST_TIMEOUT_MS)) {
    throw new OAuthOptionsError('requestTimeoutMs', `must be above 0 and at most ${MAX_REQUEST_TIMEOUT_MS} ms`)
  }
  if (refreshGraceMs !== undefined && !(refreshGraceMs >= 0 && refreshGraceMs <= MAX_REFRESH_GRACE_MS)) {
    throw new OAuthOptionsError('refreshGraceMs', `must be 0 to ${MAX_REFRESH_GRACE_MS} ms`)
  }
  checkAlgorithm(options)
  checkParameters(parameters)
  checkHeaders(headers)
  const server = readServer(options)
  checkResources(options.resource)
  const client = clientIdentity(options)
  return {
    server,
    client,
    clientId,
    clientAuth: options.clientAuth ?? { method: 'none' },
    scope: client.scope,
    audience: client.audience,
    sendAudienceOnRefresh: options.sendAudienceOnRefresh ?? false,
    resources: client.resources ?? [],
    parameters,
    headers,
    requestTimeoutMs,
    timeoutsMs: DEFAULT_TIMEOUTS_MS.map((ms) => options.requestTimeoutMs ?? ms),
    pollTimeoutsMs: DEFAULT_POLL_TIMEOUTS_MS.map((ms) => options.requestTimeoutMs ?? ms),
    longestPollMs: options.requestTimeoutMs ?? LONGEST_POLL_MS,
    refreshGraceMs,
    fetch: options.fetch ?? createPlatformFetch(options),
    clock: options.clock ?? systemClock,
    idTokenSignedResponseAlg,
    profile: given.provider?.profile,
    dpop: options.dpop,
    loginBinding: options.loginBinding,
  }
}

function checkAlgorithm({ idTokenSignedResponseAlg: alg, clientAuth }: OAuthServerOptions): void {
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

function checkResources(resource: OAuthServicesOptions['resource'] = []): void {
  for (const uri of typeof resource === 'string' ? [resource] : resource) {
    if (typeof uri !== 'string' || !parseUrl(uri) || uri.includes('#')) {
      throw new OAuthOptionsError('resource', 'must be an absolute URI without a fragment (RFC 8707 §2)')
    }
  }
}
