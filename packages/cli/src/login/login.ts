import type { Inspector } from '@device-flow/inspect'
import { signIn, terminalPrompt } from '@device-flow/node'
import type { DevicePrompt, LoginOptions, OAuthServicesOptions, PromptHandlers, Session } from '@device-flow/node'
import { parseFlags } from '../arguments/parse-flags.ts'
import { UsageError, usageFailure } from '../arguments/usage-error.ts'
import { CLIENT_SECRET_VARIABLE } from '../command-io.ts'
import type { CommandIo } from '../command-io.ts'
import { exitCodes } from '../exit-codes.ts'
import type { FailureCode } from '../exit-codes.ts'
import { openBrowser } from '../process/open-browser.ts'
import { LoginSecrets } from '../secrets/login-secrets.ts'
import { connectInspector } from './connect-inspector.ts'
import { deliverSession } from './deliver-session.ts'
import { createBlipLines, promptLine } from './json-lines.ts'
import { createLinePrinter } from './line-printer.ts'
import type { PrintLine } from './line-printer.ts'
import { loginFlags } from './login-flags.ts'
import type { LoginFlagValues } from './login-flags.ts'
import { toOAuthOptions } from './login-options.ts'
import { maskPrompt } from './mask-prompt.ts'
import { optionsProblem } from './options-problem.ts'
import { reportFailure } from './report-failure.ts'

/** How `device-flow login` ended: with a session, or with the reason why there is none. */
export type LoginResult =
  | {
      exitCode: typeof exitCodes.signedIn
      session: Session
      /** Whether someone else has tokens of the session now: those who read stdout, by `--show-tokens`. */
      tokensPrinted: boolean
    }
  | { exitCode: FailureCode; error: unknown }

/**
 * The command `device-flow login`: what people see goes to stderr, data to stdout. The session is its caller's, to be used or signed out.
 * Never rejects.
 */
export async function login(argv: readonly string[], given: CommandIo): Promise<LoginResult> {
  let io = given
  let flags: LoginFlagValues
  let options: OAuthServicesOptions
  let inspector: Inspector | undefined
  try {
    flags = parseFlags(loginFlags, argv)
    options = toOAuthOptions(flags, io.env[CLIENT_SECRET_VARIABLE])
    // With --json, those who read stdout have the code.
    if (!flags.json) io = { ...given, signal: anyOf(given.signal, given.stderrLost) }
    inspector = await inspectorFor(flags, io)
  } catch (error) {
    const problem = error instanceof UsageError ? error.message : String(error)
    return { exitCode: usageFailure(io.stderr, 'login', problem), error }
  }
  const secrets = new LoginSecrets(options.clientAuth)
  const print = createLinePrinter(flags, io, secrets)
  const prompt = terminalPrompt({
    stream: io.stderr,
    env: io.env,
    qr: !flags['no-qr'],
    accessible: flags.accessible,
    // Two writers on one screen: lines of data would be lost among lines that are rewritten.
    live: !(flags.json && io.stdout.isTTY),
  })
  try {
    const session = await signIn({
      ...options,
      ...handlers(flags, io, maskPrompt(prompt, secrets), print),
      signal: io.signal,
      waitUntil: io.waitUntil,
      inspect(event) {
        secrets.inspect(event)
        inspector?.inspect(event)
      },
    })
    await deliverSession(session, flags, io, print)
    return { exitCode: exitCodes.signedIn, session, tokensPrinted: flags['show-tokens'] === true }
  } catch (error) {
    const problem = optionsProblem(error)
    if (problem !== undefined) return { exitCode: usageFailure(io.stderr, 'login', problem), error }
    return { exitCode: await reportFailure(error, io, print), error }
  }
}

function anyOf(...signals: (AbortSignal | undefined)[]): AbortSignal {
  return AbortSignal.any(signals.filter((signal) => signal !== undefined))
}

async function inspectorFor(flags: LoginFlagValues, io: CommandIo): Promise<Inspector | undefined> {
  if (!flags.inspect && flags['inspect-url'] === undefined) return undefined
  const inspector = await connectInspector(flags['inspect-url'])
  io.onExit?.(() => inspector.close())
  return inspector
}

function handlers(
  flags: LoginFlagValues,
  io: CommandIo,
  prompt: PromptHandlers,
  print: PrintLine,
): Pick<LoginOptions, 'onPrompt' | 'onChange'> {
  const toBlipLine = createBlipLines()
  return {
    onPrompt(shown: DevicePrompt) {
      // What cannot be written ends the login through its signal; see run-process.ts.
      print(promptLine(shown)).catch(() => {})
      prompt.onPrompt(shown)
      if (flags.open) void openBrowser(shown.verificationUriComplete ?? shown.verificationUri)
    },
    onChange(view) {
      const blip = toBlipLine(view)
      if (blip) print(blip).catch(() => {})
      prompt.onChange(view)
    },
  }
}
