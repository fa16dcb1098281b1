import type { ClientFlagValues } from '../client/client-flags.ts'
import { CLIENT_SECRET_VARIABLE } from '../command-io.ts'
import type { CommandIo } from '../command-io.ts'
import type { KeptLogin } from './kept-login.ts'

/**
 * The environment for a kept login: without a client secret where its client has none. One that is there all the same is of another client,
 * and no server of this one is to see it.
 *
 * @param given the flags of the command. One that names the client, or its method, may give it a secret that it had not before
 */
export function withOwnSecret<Io extends Pick<CommandIo, 'env'>>(
  io: Io,
  before: Pick<KeptLogin, 'hasSecret'> | undefined,
  given: Pick<ClientFlagValues, 'client-id' | 'client-auth'> = {},
): Io {
  const isNamed = given['client-id'] !== undefined || given['client-auth'] !== undefined
  if (!before || before.hasSecret || isNamed) return io
  return { ...io, env: { ...io.env, [CLIENT_SECRET_VARIABLE]: undefined } }
}

/** Whether a client with these flags sends its secret, where one is given. */
export function takesSecret({ 'client-auth': method }: ClientFlagValues): boolean {
  return method === undefined || method === 'client_secret_basic' || method === 'client_secret_post'
}
