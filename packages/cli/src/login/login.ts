import type { Inspector } from '@device-flow/inspect'
import { isDeviceFlowError } from '@device-flow/machine'
import { plainText, signIn, terminalPrompt } from '@device-flow/node'
import type { DevicePrompt, LoginOptions, OAuthServicesOptions, PromptHandlers, Session } from '@device-flow/node'
import { causeText } from './describe-cause.ts'
import { CLIENT_SECRET_VARIABLE } from '../command-io.ts'
import type { CommandIo } from '../command-io.ts'
import { connectInspector } from './connect-inspector.ts'
import { deliver, OutputLostError } from '../process/write-stdout.ts'
import { exitCodeFor, exitCodes } from '../exit-codes.ts'
import type { FailureCode } from '../exit-codes.ts'
import { authorizedLine, createBlipLines, errorLine, promptLine } from './json-lines.ts'
import { createLinePrinter } from './line-printer.ts'
import type { PrintLine } from './line-printer.ts'
import { loginFlags } from './login-flags.ts'
import type { LoginFlagValues } from './login-flags.ts'
import { toOAuthOptions } from './login-options.ts'
import { LoginSecrets } from '../secrets/login-secrets.ts'
import { openBrowser } from '../process/open-browser.ts'
import { optionsProblem } from './options-problem.ts'
import { parseFlags } from '../arguments/parse-flags.ts'
import { withoutSecrets } from './mask-prompt.ts'
import { UsageError } from '../arguments/usage-error.ts'

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
    if (!flags.json) io = { ...given, signal: either(given.signal, given.stderrLost) }
    inspector = await inspectorFor(flags, io)
  } catch (error) {
    return misused(io, error instanceof UsageError ? error.message : String(error), error)
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
      ...handlers(flags, io, withoutSecrets(prompt, secrets), print),
      signal: io.signal,
      waitUntil: io.waitUntil,
      inspect(event) {
        secrets.inspect(event)
        inspector?.inspect(event)
      },
    })
    await handOver(session, flags, io, print)
    return { exitCode: exitCodes.signedIn, session, tokensPrinted: flags['show-tokens'] === true }
  } catch (error) {
    const problem = optionsProblem(error)
    if (problem !== undefined) return misused(io, problem, error)
    return await failed(io, error, print)
  }
}

function either(...signals: (AbortSignal | undefined)[]): AbortSignal {
  return AbortSignal.any(signals.filter((signal) => signal !== undefined))
}

async function inspectorFor(flags: LoginFlagValues, io: CommandIo): Promise<Inspector | undefined> {
  if (!flags.inspect && flags['inspect-url'] === undefined) return undefined
  const inspector = await connectInspector(flags['inspect-url'])
  io.atEnd?.(() => inspector.close())
  return inspector
}

/** Tells that someone is signed in, and who. A session that nobody learns of must not live on. */
async function handOver(session: Session, flags: LoginFlagValues, io: CommandIo, print: PrintLine): Promise<void> {
  const showsTokens = flags['show-tokens'] === true
  try {
    if (flags.json) await print(authorizedLine(session, showsTokens), io.signal)
    else if (showsTokens) await deliver(io.stdout, `${await session.getAccessToken()}\n`, io.signal)
  } catch (error) {
    if (io.signal?.aborted && !(error instanceof OutputLostError)) {
      io.stderr.write('Cancelled before the tokens were read, so the sign-in is undone.\n')
    }
    await session.signOut()
    throw error
  }
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
      // What can't be written ends the login through its signal; see run-process.ts.
      print(promptLine(shown)).catch(() => {})
      prompt.onPrompt(shown)
      if (flags.open) void openBrowser(shown.verificationUriComplete ?? shown.verificationUri)
      return io.onPrompt?.(shown)
    },
    onChange(view) {
      const blip = toBlipLine(view)
      if (blip) print(blip).catch(() => {})
      prompt.onChange(view)
    },
  }
}

function misused(io: CommandIo, problem: string, error: unknown): LoginResult {
  io.stderr.write(`device-flow login: ${problem} See device-flow login --help.\n`)
  return { exitCode: exitCodes.usage, error }
}

async function failed(io: CommandIo, error: unknown, print: PrintLine): Promise<LoginResult> {
  if (error instanceof OutputLostError) {
    io.stderr.write(`${error.message}\n`)
    return { exitCode: exitCodes.unexpected, error }
  }
  if (io.signal?.aborted || isCancellation(error)) {
    // Not waited for: whoever does not read would hold the end up.
    print({ type: 'error', reason: 'cancelled', message: 'Cancelled.' }).catch(() => {})
    return { exitCode: exitCodes.interrupted, error }
  }
  await print(errorLine(error)).catch(() => {})
  const exitCode = isDeviceFlowError(error) ? exitCodeFor(error.reason) : exitCodes.unexpected
  // The prompt has already told what a DeviceFlowError says.
  if (!isDeviceFlowError(error)) io.stderr.write(`Something went wrong in this software: ${plainText(String(error))}\n`)
  const cause = exitCode === exitCodes.unexpected ? causeText(error) : undefined
  if (cause !== undefined) io.stderr.write(`Cause: ${cause}\n`)
  return { exitCode, error }
}

/** Someone else than this process may cancel a login: a viewer of the inspector. */
function isCancellation(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}
