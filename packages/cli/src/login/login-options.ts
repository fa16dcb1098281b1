import type { ClientAuth, OAuthEndpoints, OAuthServicesOptions } from '@device-flow/node'
import { readText } from '../arguments/read-text.ts'
import type { FlagValues } from '../arguments/parse-flags.ts'
import { UsageError } from '../arguments/usage-error.ts'

/** Where the client secret is read from: unlike arguments, other users of the machine can't see it there. */
export const CLIENT_SECRET_VARIABLE = 'DEVICE_FLOW_CLIENT_SECRET'

const LONGEST_REQUEST_TIMEOUT_S = 600

/**
 * Turns flags into options of `signIn`. What these check themselves, URLs above all, is left to them. Throws {@link UsageError}.
 */
export function toOAuthOptions(flags: FlagValues, secretGiven: string | undefined): OAuthServicesOptions {
  const clientSecret = secretGiven === undefined ? undefined : readText(CLIENT_SECRET_VARIABLE, secretGiven)
  const clientId = flags['client-id']
  const server = readServer(flags)
  if (!clientId) throw new UsageError('Say which client signs in: --client-id ID, as it is registered at the server.')
  return {
    ...server,
    clientId,
    issuerTemplate: flags['issuer-template'],
    clientAuth: readClientAuth(flags['client-auth'], clientSecret),
    scope: flags.scope,
    audience: flags.audience,
    resource: flags.resource,
    parameters: readParameters(flags.param ?? []),
    requestTimeoutMs: readTimeout(flags['request-timeout']),
  }
}

function readServer(flags: FlagValues): { issuer: string } | { endpoints: OAuthEndpoints } {
  const { issuer } = flags
  const deviceAuthorizationEndpoint = flags['device-authorization-endpoint']
  const tokenEndpoint = flags['token-endpoint']
  const jwksUri = flags['jwks-uri']
  const revocationEndpoint = flags['revocation-endpoint']
  const hasEndpoints = [deviceAuthorizationEndpoint, tokenEndpoint, jwksUri, revocationEndpoint].some(
    (endpoint) => endpoint !== undefined,
  )
  if (issuer !== undefined && hasEndpoints) {
    throw new UsageError(
      'Name the server either by --issuer, which tells its endpoints, or by the endpoints; not by both.',
    )
  }
  if (issuer !== undefined) return { issuer }
  if (flags['issuer-template']) throw new UsageError('--issuer-template goes with --issuer URL.')
  if (deviceAuthorizationEndpoint === undefined || tokenEndpoint === undefined) {
    throw new UsageError(
      hasEndpoints
        ? 'Without --issuer, give both --device-authorization-endpoint URL and --token-endpoint URL.'
        : 'Say where to sign in: --issuer URL, or --device-authorization-endpoint URL and --token-endpoint URL.',
    )
  }
  return { endpoints: { deviceAuthorizationEndpoint, tokenEndpoint, jwksUri, revocationEndpoint } }
}

/** With a secret and no `--client-auth`, the server's metadata tells the method. */
function readClientAuth(method: string | undefined, clientSecret: string | undefined): ClientAuth {
  switch (method) {
    case undefined:
      return clientSecret ? { clientSecret } : { method: 'none' }
    case 'none':
      return { method }
    case 'client_secret_basic':
    case 'client_secret_post':
      if (!clientSecret) throw new UsageError(`--client-auth ${method} needs the secret in ${CLIENT_SECRET_VARIABLE}.`)
      return { method, clientSecret }
    default:
      throw new UsageError('--client-auth is none, client_secret_basic or client_secret_post.')
  }
}

function readParameters(pairs: readonly string[]): Record<string, string> {
  const parameters = new Map<string, string>()
  for (const pair of pairs) {
    const at = pair.indexOf('=')
    if (at < 1) throw new UsageError('--param is name=value, for example --param acr_values=mfa.')
    const name = pair.slice(0, at)
    if (parameters.has(name)) throw new UsageError('A --param was given twice. OAuth allows each name once.')
    parameters.set(name, pair.slice(at + 1))
  }
  return Object.fromEntries(parameters)
}

function readTimeout(seconds: string | undefined): number | undefined {
  if (seconds === undefined) return undefined
  const value = Number(seconds)
  if (seconds.trim() === '' || !(value > 0 && value <= LONGEST_REQUEST_TIMEOUT_S)) {
    throw new UsageError(`--request-timeout is a number of seconds, above 0 and at most ${LONGEST_REQUEST_TIMEOUT_S}.`)
  }
  return value * 1000
}
