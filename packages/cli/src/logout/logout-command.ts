import { parseFlags } from '../arguments/parse-flags.ts'
import type { CommandIo } from '../command-io.ts'
import type { Command } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import type { ExitCode } from '../exit-codes.ts'
import { fail } from '../failure/fail.ts'
import { encodeJsonLine } from '../json/json-line.ts'
import { readOrRepairIndex } from '../kept/repair-index.ts'
import { allSessions, describeEntry, isSignedOut, selects, selectSession } from '../kept/select-session.ts'
import { updateIndex } from '../kept/session-index.ts'
import type { SessionEntry, SessionIndex } from '../kept/session-index.ts'
import { writeStdout } from '../process/write-stdout.ts'
import { logoutFlags } from './logout-flags.ts'
import type { LogoutFlagValues } from './logout-flags.ts'
import { logoutHelp } from './logout-help.ts'
import { signOutOf } from './sign-out.ts'
import type { SignedOut } from './sign-out.ts'
import { membersOn, wordsOn } from './why-not-revoked.ts'

/** `device-flow logout`. */
export const logoutCommand: Command = { help: logoutHelp, run }

async function run(argv: readonly string[], io: CommandIo): Promise<ExitCode> {
  let flags: LogoutFlagValues = {}
  try {
    flags = parseFlags(logoutFlags, argv)
    const entries = await entriesOf(flags, io)
    if (entries.length === 0) await tellNobody(flags, io)
    let exitCode: ExitCode = exitCodes.signedIn
    for (const entry of entries) {
      try {
        await tell(entry, await signOutOf(entry, io), flags, io)
      } catch (error) {
        // Of several, the others are signed out all the same.
        exitCode = await fail('logout', error, io, flags.json)
      }
    }
    if (flags.all) await updateIndex(io, withoutSignedOut)
    return exitCode
  } catch (error) {
    return fail('logout', error, io, flags.json)
  }
}

async function entriesOf(flags: LogoutFlagValues, io: CommandIo): Promise<readonly SessionEntry[]> {
  const index = await readOrRepairIndex(io)
  if (flags.all) return allSessions(index, flags)
  const entry = selectSession(index, flags)
  return entry && !isSignedOut(entry) ? [entry] : []
}

/** Not even where they were is remembered. */
function withoutSignedOut({ sessions, ...rest }: SessionIndex): SessionIndex {
  return { ...rest, sessions: sessions.filter((entry) => !isSignedOut(entry)) }
}

/** What was asked for is so already: for a script, that is no failure. */
async function tellNobody(flags: LogoutFlagValues, io: CommandIo): Promise<void> {
  io.stderr.write(selects(flags) ? 'Nobody is signed in there.\n' : 'Nobody is signed in.\n')
  if (flags.json) await writeStdout(io.stdout, encodeJsonLine({ type: 'signed_out', revoked: false }), io.signal)
}

async function tell(entry: SessionEntry, signedOut: SignedOut, flags: LogoutFlagValues, io: CommandIo): Promise<void> {
  io.stderr.write(`${describeEntry(entry)}: ${wordsFor(signedOut)}\n`)
  if (!flags.json) return
  const { client, profile } = entry
  await writeStdout(
    io.stdout,
    encodeJsonLine({
      type: 'signed_out',
      revoked: signedOut.revoked,
      ...(!signedOut.revoked && membersOn(signedOut.problem)),
      ...(!signedOut.forgotten && { forgotten: false }),
      issuer: client.server,
      client_id: client.clientId,
      profile,
    }),
    io.signal,
  )
}

function wordsFor({ revoked, problem, profile, hadTokens, missing, forgotten, unreadable }: SignedOut): string {
  if (unreadable)
    return 'forgotten here. Its tokens could not be read, and so were not revoked: they may live on at the server until they expire.'
  if (!forgotten)
    return 'signed out: the tokens have been revoked. They are dead, but still kept here, as nothing can be written: no room, or no permission.'
  if (revoked) return 'signed out, and the tokens have been revoked.'
  if (!hadTokens) return 'forgotten. There were no tokens here that could be revoked.'
  if (missing !== undefined)
    return `signed out here, but for want of ${missing} the tokens were not revoked: they may live on at the server until they expire.`
  return wordsOn(problem, profile)
}
