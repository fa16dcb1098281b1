import { plainText } from '@device-flow/node'
import packageJson from '../package.json' with { type: 'json' }
import type { CommandIo } from './command-io.ts'
import { deliver } from './process/write-stdout.ts'
import { exitCodes } from './exit-codes.ts'
import type { ExitCode } from './exit-codes.ts'
import { helpText, paragraph, section } from './arguments/help-text.ts'
import { loginHelp } from './login/login-help.ts'
import { login } from './login/login.ts'
import { revokeUnprinted } from './login/revoke-unprinted.ts'

const commandHelp = helpText(
  paragraph(
    'device-flow: sign in on a device without a browser or keyboard (OAuth 2.0 Device Authorization Grant, RFC 8628)',
  ),
  'Usage: device-flow login --issuer URL --client-id ID [options]',
  section('Commands:', [
    ['login', 'Show a code, wait until a person has approved it in a browser, and report the tokens'],
  ]),
  section('Options:', [
    ['--help', 'Show this help, or that of a command: device-flow login --help'],
    ['--version', 'Show the version'],
  ]),
)

/** The command `device-flow`; resolves to its exit code. Never rejects. */
export async function deviceFlow(argv: readonly string[], io: CommandIo): Promise<ExitCode> {
  const [first, ...rest] = argv
  const say = async (text: string): Promise<ExitCode> => {
    await deliver(io.stdout, text).catch(() => {})
    return exitCodes.signedIn
  }
  if (first === 'login') return rest.some(isHelp) ? say(loginHelp) : loginOnce(rest, io)
  if (first !== undefined && isHelp(first)) return say(commandHelp)
  if (first === '--version') return say(`${packageJson.version}\n`)
  const problem = first === undefined ? 'Say what to do' : `There is no "${plainText(first, 40)}"`
  io.stderr.write(`device-flow: ${problem}. Try device-flow login --help.\n`)
  return exitCodes.usage
}

/** A login whose session ends with the command. */
async function loginOnce(argv: readonly string[], io: CommandIo): Promise<ExitCode> {
  const result = await login(argv, io)
  if (result.exitCode === exitCodes.signedIn && !result.tokensPrinted) await revokeUnprinted(result.session, io)
  return result.exitCode
}

function isHelp(argument: string): boolean {
  return argument === '--help' || argument === '-h'
}
