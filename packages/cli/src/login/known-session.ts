import { UsageError } from '../arguments/usage-error.ts'
import type { CommandIo } from '../command-io.ts'
import { notSignedIn } from '../failure/command-failure.ts'
import type { CommandFailure } from '../failure/command-failure.ts'
import { readSession } from '../kept/find-session.ts'
import type { KeptSession } from '../kept/find-session.ts'
import { describeEntry, selects, selectSession } from '../kept/select-session.ts'
import { entryOf } from '../kept/session-index.ts'
import type { SessionEntry, SessionIndex } from '../kept/session-index.ts'
import type { LoginFlagValues } from './login-flags.ts'

/**
 * Finds the session whose flags are taken again: with `--resume` that of the login that waits, otherwise that of the last login when no
 * server and client are given. Resolves to undefined when they are.
 *
 * @throws CommandFailure with `--resume`, when no login waits
 * @throws UsageError with `--resume`, when flags name another login than the one that waits
 */
export async function knownSession(
  index: SessionIndex,
  flags: LoginFlagValues,
  io: CommandIo,
): Promise<KeptSession | undefined> {
  if (!flags.resume) {
    const entry = isNamed(flags) ? undefined : selectSession(index, flags)
    return entry && readSession(entry, io)
  }
  const known = await readSession(resumedEntry(index, flags), io)
  // Listed, and not there: the process that began it was killed before it had a code.
  if (!known.record) throw noneWaits()
  return known
}

/** Whether flags tell by themselves where a login is. */
export function isNamed(flags: LoginFlagValues): boolean {
  const { issuer, 'token-endpoint': tokenEndpoint, 'device-authorization-endpoint': deviceEndpoint } = flags
  return [issuer, tokenEndpoint, deviceEndpoint, flags['client-id']].some((value) => value !== undefined)
}

function resumedEntry(index: SessionIndex, flags: LoginFlagValues): SessionEntry {
  const waiting = entryOf(index, index.pending)
  const entry = selects(flags) ? selectSession(index, flags) : (waiting ?? entryOf(index, index.last))
  if (entry) return entry
  if (waiting) {
    throw new UsageError(`The login that waits is another one: ${describeEntry(waiting)}. Give its flags, or none.`)
  }
  throw noneWaits()
}

function noneWaits(): CommandFailure {
  return notSignedIn('No login waits here. Begin one with device-flow login.')
}
