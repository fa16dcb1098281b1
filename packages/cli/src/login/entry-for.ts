import { sessionKey } from '@device-flow/session/record'
import { UsageError } from '../arguments/usage-error.ts'
import type { KeptLogin } from '../kept/kept-login.ts'
import { providerArguments } from '../kept/provider-arguments.ts'
import { describeEntry, isSignedOut } from '../kept/select-session.ts'
import { entryOf } from '../kept/session-index.ts'
import type { SessionEntry, SessionIndex } from '../kept/session-index.ts'
import { shellWords } from '../shell/shell-words.ts'

/**
 * The entry of a login in the list of sessions: the one that is there, or a new one, whose store is not known yet.
 *
 * @throws UsageError for a profile that another login has
 */
export function entryFor(
  client: SessionEntry['client'] | undefined,
  flags: KeptLogin['flags'],
  profile: string | undefined,
  index: SessionIndex,
): Omit<SessionEntry, 'store'> & Partial<SessionEntry> {
  if (!client) throw new Error('services without a client')
  const key = profile === undefined ? sessionKey(client) : `${sessionKey(client)} ${profile}`
  const other = index.sessions.find((entry) => entry.profile === profile && entry.key !== key && !isSignedOut(entry))
  if (profile !== undefined && other) {
    throw new UsageError(
      `That profile is kept for ${describeEntry(other)}. Take another name, or sign it out first (${shellWords(['device-flow', 'logout', '--profile', profile])}).`,
    )
  }
  const known = entryOf(index, key) ?? { key, client, ...(profile !== undefined && { profile }) }
  const provider = providerArguments(flags)
  return { ...known, ...(flags.issuer === undefined && { hasNoIssuer: true }), ...(provider && { provider }) }
}
