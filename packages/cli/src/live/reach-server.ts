import { createOAuthServices } from '@device-flow/oauth'
import type { OAuthServicesOptions } from '@device-flow/oauth'
import { UsageError } from '../arguments/usage-error.ts'
import type { ClientFlagValues } from '../client/client-flags.ts'
import { extraHeaders } from '../client/extra-headers.ts'
import type { Headers } from '../client/extra-headers.ts'
import { loginOptions } from '../client/login-options.ts'
import { optionsProblem } from '../client/options-problem.ts'
import type { CommandIo } from '../command-io.ts'
import type { MissingInput } from '../kept/missing-input.ts'
import { withoutUnmet } from './silenced.ts'

type Environment = Pick<CommandIo, 'env'>

/** How the server of a login is reached. */
interface Reach {
  readonly options: OAuthServicesOptions
  /** Where something is, nobody is reached by the options. */
  readonly missing: MissingInput | undefined
}

/** The extra headers of a login; where the environment's cannot be read, none, and why. */
export function readExtraHeaders(
  flags: { header?: Headers },
  io: Environment,
): { headers: Headers; unreadable?: MissingInput } {
  try {
    return { headers: extraHeaders(flags, io) }
  } catch (error) {
    return { headers: flags.header ?? {}, unreadable: unusable(error) }
  }
}

/**
 * The options of the services of a login. A file or a variable that is there, and of no use, is as good as missing: who is signed in stays
 * so, and can be signed out.
 *
 * @param missing what is known to be
 * @throws UsageError and OAuthOptionsError for what is wrong with the login itself
 */
export async function reachServer(
  flags: ClientFlagValues,
  headers: Headers,
  io: Environment,
  missing: MissingInput | undefined,
): Promise<Reach> {
  try {
    const options = await loginOptions(withoutUnmet(flags, missing), headers, io)
    // Checks them.
    createOAuthServices(options)
    return { options, missing }
  } catch (error) {
    const why = missing?.isUnusable ? missing : unusable(error)
    const options = await loginOptions(withoutUnmet(flags, why), {}, { env: {} }).catch(() => {
      throw error
    })
    return { options, missing: why }
  }
}

/** @throws what is no word about an option, a file or a variable */
function unusable(error: unknown): MissingInput {
  const problem = error instanceof UsageError ? error.message : optionsProblem(error)
  if (problem === undefined) throw error
  return {
    what: `a way to its server (${problem.replace(/\.$/, '')})`,
    flags: ['ca-file', 'cert', 'key', 'client-auth', 'id-token-alg'],
    error: error instanceof UsageError ? error : new UsageError(problem, { cause: error }),
    isUnusable: true,
  }
}
