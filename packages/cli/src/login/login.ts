import { parseFlags } from '../arguments/parse-flags.ts'
import { UsageError, usageFailure } from '../arguments/usage-error.ts'
import { optionsProblem } from '../client/options-problem.ts'
import type { CommandIo } from '../command-io.ts'
import { reportFailure } from '../failure/report-failure.ts'
import { checkLoginFlags } from './check-login-flags.ts'
import { keepingLogin } from './keeping-login.ts'
import { loginFlags } from './login-flags.ts'
import type { LoginFlagValues } from './login-flags.ts'
import type { LoginResult } from './login-result.ts'
import { LoginScreen } from './login-screen.ts'
import { passingLogin } from './passing-login.ts'

/** What its caller does with the session. */
interface LoginUse {
  /** It is revoked at the end, where its tokens are neither kept nor printed. Default false. */
  revokesUnprinted?: boolean
}

/**
 * The command `device-flow login`: what people see goes to stderr, data to stdout. The session is its caller's, to be used or signed out.
 * Never rejects.
 */
export async function login(
  argv: readonly string[],
  given: CommandIo,
  { revokesUnprinted = false }: LoginUse = {},
): Promise<LoginResult> {
  let flags: LoginFlagValues
  try {
    flags = parseFlags(loginFlags, argv)
    checkLoginFlags(flags)
  } catch (error) {
    return { exitCode: usageFailure(given.stderr, 'login', (error as UsageError).message), error }
  }
  // With --json, those who read stdout have the code.
  const io = flags.json ? given : { ...given, signal: anyOf(given.signal, given.stderrLost) }
  const screen = new LoginScreen(flags, io)
  try {
    if (flags.store !== 'memory') return await keepingLogin(flags, io, screen)
    return await passingLogin(flags, io, screen, revokesUnprinted && !flags['show-tokens'])
  } catch (error) {
    const problem = error instanceof UsageError ? error.message : optionsProblem(error)
    if (problem !== undefined) return { exitCode: usageFailure(io.stderr, 'login', problem), error }
    const { print, isShown, givenUp, next, server } = screen
    const { clientSettings } = await import('../failure/provider-settings.ts')
    const advice = await clientSettings(error, server)
    return { exitCode: await reportFailure(error, { io, print, givenUp, isTold: isShown, next, advice }), error }
  }
}

function anyOf(...signals: (AbortSignal | undefined)[]): AbortSignal {
  return AbortSignal.any(signals.filter((signal) => signal !== undefined))
}
