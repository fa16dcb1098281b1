import { createOAuthServices } from '@device-flow/oauth'
import { withSession } from '@device-flow/session'
import type { KeptServices } from '@device-flow/session'
import { toOAuthOptions } from '../client/client-options.ts'
import { UsageError } from '../arguments/usage-error.ts'
import { CLIENT_SECRET_VARIABLE } from '../command-io.ts'
import type { CommandIo } from '../command-io.ts'
import { exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure/command-failure.ts'
import type { KeptSession } from '../kept/find-session.ts'
import { decodeKeptLogin } from '../kept/kept-login.ts'
import type { KeptLogin } from '../kept/kept-login.ts'

/**
 * Makes the services by which a kept session is renewed and revoked: at the server that its login was at.
 *
 * @param allowed the origins that its token may be sent to
 * @throws CommandFailure when it is not kept which server that is
 * @throws UsageError when the client's secret is missing
 */
export function keptServices({ entry, store, record }: KeptSession, io: CommandIo, allowed?: string[]): KeptServices {
  const login = decodeKeptLogin(record?.app)
  if (!login) {
    throw new CommandFailure(
      'It is not kept at which server the session is. Sign in again with device-flow login --force, and the flags of that server.',
      exitCodes.unexpected,
      { reason: 'storage' },
    )
  }
  const services = createOAuthServices(toOAuthOptions(login.flags, secretFor(login, io)))
  return withSession(services, { store, key: entry.key, app: record?.app, ...(allowed && { allowedOrigins: allowed }) })
}

function secretFor({ hasSecret }: KeptLogin, { env }: CommandIo): string | undefined {
  const secret = env[CLIENT_SECRET_VARIABLE]
  if (hasSecret && !secret) {
    throw new UsageError(
      `The client of this session has a secret, which is not kept. Put it in ${CLIENT_SECRET_VARIABLE}.`,
    )
  }
  return secret
}
