import { clientFlagsIn } from '../client/client-flags.ts'
import type { Headers } from '../client/extra-headers.ts'
import { withGivenFlags } from '../client/parameter-flags.ts'
import { CLIENT_SECRET_VARIABLE } from '../command-io.ts'
import type { CommandIo } from '../command-io.ts'
import { checkedOrigins } from '../kept/allowed-origins.ts'
import type { KeptLogin } from '../kept/kept-login.ts'
import { takesSecret } from '../kept/own-secret.ts'
import type { LoginFlagValues } from './login-flags.ts'
import { resumedFlags } from './resumed-flags.ts'

/**
 * What is kept of a login: what was given for it, and for the rest what was given the last time.
 *
 * @throws UsageError for flags that contradict what is kept, and for what is no origin
 */
export function loginToKeep(
  flags: LoginFlagValues,
  before: KeptLogin | undefined,
  headers: Headers,
  { env }: CommandIo,
): KeptLogin {
  const all =
    before && flags.resume ? resumedFlags(before.flags, flags) : withGivenFlags(before?.flags, clientFlagsIn(flags))
  return {
    flags: all,
    allowedOrigins: flags['allow-origin'] ? checkedOrigins(flags['allow-origin']) : (before?.allowedOrigins ?? []),
    // Those that are missing now are still needed.
    headerNames: [...new Set([...(before?.headerNames ?? []), ...Object.keys(headers)])],
    hasSecret: takesSecret(all) && (before?.hasSecret === true || Boolean(env[CLIENT_SECRET_VARIABLE])),
  }
}
