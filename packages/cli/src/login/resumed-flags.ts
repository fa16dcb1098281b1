import { UsageError } from '../arguments/usage-error.ts'
import { clientFlagsIn } from '../client/client-flags.ts'
import type { ClientFlagValues } from '../client/client-flags.ts'
import type { LoginFlagValues } from './login-flags.ts'

/** They have found the login that waits, and say no more than that. */
const FINDING: ReadonlySet<string> = new Set(['issuer', 'token-endpoint', 'client-id', 'scope', 'audience', 'resource'])

/** What may have changed since it began: the way to its server. */
const REACHING: ReadonlySet<string> = new Set(['ca-file', 'cert', 'key', 'request-timeout'])

/**
 * The flags of a login that is gone on with: those that it began with. By any others the code that it has could be shown to another
 * server, or its tokens be judged wrongly: it would be over.
 *
 * @throws UsageError for flags that are not its own
 */
export function resumedFlags(before: ClientFlagValues, flags: LoginFlagValues): ClientFlagValues {
  const given = Object.entries(clientFlagsIn(flags))
  const reaching = given.filter(([name]) => REACHING.has(name))
  for (const [name, value] of given) {
    const isItsOwn = JSON.stringify(value) === JSON.stringify(before[name as keyof ClientFlagValues])
    if (!isItsOwn && !FINDING.has(name) && !REACHING.has(name)) {
      throw new UsageError(`The login that waits was not begun with this --${name}. Leave it out: its flags are kept.`)
    }
  }
  return { ...before, ...Object.fromEntries(reaching) }
}
