import type { DispatcherSource } from '@device-flow/node/network'
import type { Provider } from '@device-flow/oauth/profiles'
import { createOAuthServices } from '@device-flow/oauth'
import { withSession } from '@device-flow/session'
import type { KeptServices } from '@device-flow/session'
import { dpopOption } from '../client/dpop-option.ts'
import { withoutParameters } from '../client/parameter-flags.ts'
import type { CommandIo } from '../command-io.ts'
import { exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure/command-failure.ts'
import type { KeptSession } from '../kept/find-session.ts'
import { decodeKeptLogin } from '../kept/kept-login.ts'
import { missingInput } from '../kept/missing-input.ts'
import type { MissingInput } from '../kept/missing-input.ts'
import { withOwnSecret } from '../kept/own-secret.ts'
import { readExtraHeaders, reachServer } from './reach-server.ts'
import { silenced } from './silenced.ts'

/** A kept session's way to its server. */
interface KeptConnection {
  readonly services: KeptServices
  readonly dispatcher: DispatcherSource | undefined
  readonly provider: Provider | undefined
  /** Without it the services neither renew nor revoke. */
  readonly missing: MissingInput | undefined
}

/**
 * Makes the services by which a kept session is renewed and revoked, at the server that its login was at; and what carries their requests.
 *
 * @param allowed the origins that its token may be sent to
 * @throws CommandFailure when it is not kept which server that is
 */
export async function keptServices(
  { entry, store, record }: KeptSession,
  io: CommandIo,
  allowed?: string[],
): Promise<KeptConnection> {
  const login = decodeKeptLogin(record?.app)
  if (!login) {
    throw new CommandFailure(
      'It is not kept at which server the session is. Sign in again with device-flow login --force, and the flags of that server.',
      exitCodes.unexpected,
      { reason: 'storage' },
    )
  }
  const { headers, unreadable } = readExtraHeaders({}, io)
  const known = unreadable ?? missingInput(login, headers, io)
  const { options, missing } = await reachServer(
    withoutParameters(login.flags),
    headers,
    withOwnSecret(io, login),
    known,
  )
  const services = createOAuthServices({ ...options, ...(await dpopOption(login.flags, store)) })
  const keeping = { store, key: entry.key, app: record?.app, ...(allowed && { allowedOrigins: allowed }) }
  const kept = withSession(missing ? silenced(services, missing) : services, keeping)
  return { services: kept, dispatcher: options.dispatcher, provider: options.provider, missing }
}
