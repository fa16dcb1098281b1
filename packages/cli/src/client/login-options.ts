import type { OAuthServicesOptions } from '@device-flow/node'
import { OAuthOptionsError } from '@device-flow/oauth/options-error'
import { findBlockedPort } from '@device-flow/untrusted'
import { CLIENT_SECRET_VARIABLE } from '../command-io.ts'
import type { CommandIo } from '../command-io.ts'
import type { ClientFlagValues } from './client-flags.ts'
import { toOAuthOptions } from './client-options.ts'
import type { Headers } from './extra-headers.ts'
import { dispatcherFor } from './network-options.ts'

/**
 * The options of the services that flags and environment ask for.
 *
 * @throws UsageError when something is missing, or cannot be read
 * @throws OAuthOptionsError for an address to which nothing can be sent
 */
export async function loginOptions(
  flags: ClientFlagValues,
  headers: Headers,
  io: Pick<CommandIo, 'env'>,
): Promise<OAuthServicesOptions> {
  const dispatcher = dispatcherFor(flags, io)
  const options = await toOAuthOptions(flags, io.env[CLIENT_SECRET_VARIABLE])
  const blocked = findBlockedPort(options)
  if (blocked) throw new OAuthOptionsError(blocked.name, blocked.problem)
  return {
    ...options,
    headers,
    ...(dispatcher && { dispatcher }),
    // RFC 8705 §5: who has a certificate goes to the addresses that ask for one, where the server has such.
    ...(flags.cert !== undefined && { useMtlsEndpointAliases: true }),
  }
}
