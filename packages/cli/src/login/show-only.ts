import { stepForHeaders } from '../client/extra-headers.ts'
import type { CommandIo } from '../command-io.ts'
import { exitCodes } from '../exit-codes.ts'
import { resumeCommand } from '../kept/resume-command.ts'
import { askForCode } from './ask-for-code.ts'
import type { LoginFlagValues } from './login-flags.ts'
import type { LoginSuccess } from './login-result.ts'
import type { LoginScreen } from './login-screen.ts'
import type { LoginTarget } from './login-target.ts'

/**
 * Shows the code, and how to go on: another process does, whenever the person has decided.
 *
 * @throws as {@link askForCode} does, and what the code cannot be printed with
 */
export async function showOnly(
  target: LoginTarget,
  flags: LoginFlagValues,
  io: CommandIo,
  screen: LoginScreen,
): Promise<LoginSuccess> {
  const { onChange, showCode } = screen.withoutWaiting()
  const shown = await askForCode(target, io, onChange)
  const { entry } = target.kept
  const steps = stepsBefore(target, io)
  await showCode(shown, {
    next: ['Show user_code and verification_uri to the person', ...steps, resumeCommand(entry, '--json')],
  })
  const lines = flags.json ? [] : [...steps, `When that is done: ${resumeCommand(entry)}`]
  for (const line of lines) io.stderr.write(`${line}\n`)
  return { exitCode: exitCodes.signedIn, session: undefined, isHeld: true }
}

/** What is to be done before another process can go on. */
export function stepsBefore({ headers }: LoginTarget, io: CommandIo): string[] {
  const step = stepForHeaders(headers, io)
  return step === undefined ? [] : [step]
}
