import { parseArguments } from '../arguments/parse-flags.ts'
import { UsageError } from '../arguments/usage-error.ts'
import type { CommandIo } from '../command-io.ts'
import type { Command } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import type { ExitCode } from '../exit-codes.ts'
import { fail } from '../failure/fail.ts'
import { findSession } from '../kept/find-session.ts'
import type { KeptSession } from '../kept/find-session.ts'
import { signedInOf } from '../kept/signed-in.ts'
import { writeStdout } from '../process/write-stdout.ts'
import { usableToken } from '../kept/access-token.ts'
import type { AccessToken } from '../kept/access-token.ts'
import { formatToken } from './formats.ts'
import { tokenFlags } from './token-flags.ts'
import type { TokenFlagValues } from './token-flags.ts'
import { tokenHelp } from './token-help.ts'

/** `device-flow token`. */
export const tokenCommand: Command = { help: tokenHelp, run }

async function run(argv: readonly string[], io: CommandIo): Promise<ExitCode> {
  let flags: TokenFlagValues = {}
  try {
    const given = parseArguments(tokenFlags, argv, 1)
    flags = given.flags
    checkFlags(flags, given.operands)
    await writeStdout(io.stdout, await answer(flags, given.operands, io), io.signal)
    return exitCodes.signedIn
  } catch (error) {
    return fail('token', error, io, flags.json)
  }
}

async function answer(flags: TokenFlagValues, [operation]: readonly string[], io: CommandIo): Promise<string> {
  if (flags.format === 'git') {
    const { answerGit } = await import('./answer-git.ts')
    return answerGit(operation, flags, io, readToken)
  }
  const token = await readToken(await findSession(flags, io), flags, io)
  return formatToken(token, flags.json ? 'json' : (flags.format ?? 'plain'), { env: io.env, now: Date.now() })
}

/** The access token that is kept, where it will do; otherwise one that was renewed. What renews it is loaded only then. */
async function readToken(kept: KeptSession, flags: TokenFlagValues, io: CommandIo): Promise<AccessToken> {
  const token = usableToken(signedInOf(kept), flags['min-life'])
  if (token) return token
  const { renewToken } = await import('../live/renew-token.ts')
  return renewToken(kept, flags['min-life'], io)
}

function checkFlags({ format, json, 'allow-origin': origins }: TokenFlagValues, [operand]: readonly string[]): void {
  if (json && format !== undefined) throw new UsageError('Give either --json or --format.')
  if (format === 'git') return
  if (operand !== undefined) throw new UsageError('Unexpected argument: only git gives one, with --format git.')
  if (origins) throw new UsageError('--allow-origin goes with --format git.')
}
