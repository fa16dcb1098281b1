import type { CommandIo } from '../command-io.ts'
import type { Command } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import type { ExitCode } from '../exit-codes.ts'
import { loginHelp } from './login-help.ts'
import { login } from './login.ts'
import { revokeUnprinted } from './revoke-unprinted.ts'

/** `device-flow login`. */
export const loginCommand: Command = { help: loginHelp, run }

async function run(argv: readonly string[], io: CommandIo): Promise<ExitCode> {
  const result = await login(argv, io, { revokesUnprinted: true })
  if (result.exitCode === exitCodes.signedIn && result.session && !result.isHeld) {
    await revokeUnprinted(result.session, io)
  }
  return result.exitCode
}
