import type { ClientAuth, OAuthEndpoints, OAuthServicesOptions } from '@device-flow/node'
import { isRecord } from '@device-flow/untrusted'
import type { Flag } from '../arguments/flag.ts'
import { readText } from '../arguments/read-text.ts'
import { UsageError } from '../arguments/usage-error.ts'
import { CLIENT_SECRET_VARIABLE } from '../command-io.ts'
import { clientFlags } from './client-flags.ts'
import type { ClientFlagValues } from './client-flags.ts'
import { providerOf } from './provider-of.ts'

/**
 * Turns flags into options of `signIn`. What that checks itself, URLs above all, is left to it.
 *
 * @throws UsageError when flags are missing or contradict each other.
 */
export async function toOAuthOptions(
  flags: ClientFlagValues,
  secretGiven: string | undefined,
): Promise<OAuthServicesOptions> {
  const clientSecret = secretGiven === undefined ? undefined : readText(CLIENT_SECRET_VARIABLE, secretGiven)
  const options = optionsOf(flags)
  const provider = await providerOf(flags)
  if (!provider) checkServer(options)
  if (!options.clientId) {
    throw new UsageError('Say which client signs in: --client-id ID, as it is registered at the server.')
  }
  const clientAuth = toClientAuth(flags, clientSecret)
  // Each has the type that the table says; a test gives every flag once.
  return { ...options, clientAuth, ...(provider && { provider }) } as unknown as OAuthServicesOptions
}

interface GivenOptions {
  issuer?: string
  issuerTemplate?: boolean
  endpoints?: Partial<OAuthEndpoints>
  clientId?: string
  parameters?: Readonly<Record<string, string>>
}

/** The extra parameters of the request that flags stand for. */
export function parametersOf(flags: ClientFlagValues): Readonly<Record<string, string>> {
  return optionsOf(flags).parameters ?? {}
}

/** The options that the table of flags names. `endpoints.tokenEndpoint` becomes a member of `endpoints`. */
function optionsOf(flags: ClientFlagValues): GivenOptions {
  const options: Record<string, unknown> = {}
  for (const [name, { option }] of Object.entries<Flag>(clientFlags)) {
    const value = flags[name as keyof ClientFlagValues]
    if (option === undefined || value === undefined) continue
    const [whole = option, member] = option.split('.')
    const given = member === undefined ? value : { [member]: value }
    options[whole] = isRecord(given) ? { ...Object(options[whole]), ...given } : given
  }
  return options
}

function checkServer({ issuer, issuerTemplate, endpoints }: GivenOptions): void {
  if (issuer !== undefined) return
  if (issuerTemplate) throw new UsageError('--issuer-template goes with --issuer URL.')
  if (!endpoints) {
    throw new UsageError(
      'Say where to sign in: --issuer URL, --provider NAME, or --device-authorization-endpoint URL and --token-endpoint URL.',
    )
  }
  if (endpoints.deviceAuthorizationEndpoint === undefined || endpoints.tokenEndpoint === undefined) {
    throw new UsageError('Without --issuer, give both --device-authorization-endpoint URL and --token-endpoint URL.')
  }
}

/** With a secret and no `--client-auth`, the server's metadata tells the method. */
function toClientAuth(
  { 'client-auth': method, cert }: ClientFlagValues,
  clientSecret: string | undefined,
): ClientAuth | undefined {
  switch (method) {
    case undefined:
      return clientSecret ? { clientSecret } : undefined
    case 'none':
      return { method }
    case 'tls_client_auth':
    case 'self_signed_tls_client_auth':
      if (cert === undefined) throw new UsageError(`--client-auth ${method} needs --cert FILE and --key FILE.`)
      return { method }
    case 'client_secret_basic':
    case 'client_secret_post':
      if (!clientSecret) throw new UsageError(`--client-auth ${method} needs the secret in ${CLIENT_SECRET_VARIABLE}.`)
      return { method, clientSecret }
    default:
      throw new UsageError(
        '--client-auth is none, client_secret_basic, client_secret_post, tls_client_auth or self_signed_tls_client_auth.',
      )
  }
}
