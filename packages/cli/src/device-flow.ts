import { cleanText } from '@device-flow/untrusted'
import packageJson from '../package.json' with { type: 'json' }
import { helpText, paragraph, section } from './arguments/help-text.ts'
import type { CommandIo } from './command-io.ts'
import type { Command } from './command.ts'
import { exitCodes } from './exit-codes.ts'
import type { ExitCode } from './exit-codes.ts'
import { writeStdout } from './process/write-stdout.ts'

interface ListedCommand {
  readonly summary: string
  /** Loads the command when it is asked for: none waits for what another one needs. */
  readonly load: () => Promise<Command>
}

const commands: Readonly<Record<string, ListedCommand>> = {
  login: {
    summary: 'Show a code, wait until a person has approved it in a browser, and report the tokens',
    load: async () => (await import('./login/login-command.ts')).loginCommand,
  },
  inspect: {
    summary: 'Serve the viewer that shows logins live, on this computer alone',
    load: async () => (await import('./inspect/inspect-command.ts')).inspectCommand,
  },
}

const help = helpText(
  paragraph(
    'device-flow: sign in on a device without a browser or keyboard (OAuth 2.0 Device Authorization Grant, RFC 8628)',
  ),
  `Usage: device-flow login --issuer URL --client-id ID [options]
       device-flow inspect [options]`,
  section(
    'Commands:',
    Object.entries(commands).map(([name, { summary }]) => [name, summary]),
  ),
  section('Options:', [
    ['--help', 'Show this help, or that of a command: device-flow login --help'],
    ['--version', 'Show the version'],
  ]),
)

/** Runs the command `device-flow`; resolves to its exit code. */
export async function deviceFlow(argv: readonly string[], io: CommandIo): Promise<ExitCode> {
  const [first, ...rest] = argv
  if (first !== undefined && Object.hasOwn(commands, first)) {
    const command = await (commands[first] as ListedCommand).load()
    return rest.some(isHelp) ? print(command.help, io) : command.run(rest, io)
  }
  if (first !== undefined && isHelp(first)) return print(help, io)
  if (first === '--version') return print(`${packageJson.version}\n`, io)
  const problem = first === undefined ? 'Say what to do' : `There is no "${cleanText(first, 40)}"`
  io.stderr.write(`device-flow: ${problem}. Try device-flow login --help.\n`)
  return exitCodes.usage
}

async function print(text: string, io: CommandIo): Promise<ExitCode> {
  await writeStdout(io.stdout, text).catch(() => {})
  return exitCodes.signedIn
}

function isHelp(argument: string): boolean {
  return argument === '--help' || argument === '-h'
}
