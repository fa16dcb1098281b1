import { cleanText, nearestName } from '@device-flow/untrusted'
import packageJson from '../package.json' with { type: 'json' }
import { helpText, paragraph, section } from './arguments/help-text.ts'
import type { CommandIo } from './command-io.ts'
import { commandSummaries } from './command-summaries.ts'
import type { CommandName } from './command-summaries.ts'
import type { Command } from './command.ts'
import { exitCodes } from './exit-codes.ts'
import type { ExitCode } from './exit-codes.ts'
import { writeStdout } from './process/write-stdout.ts'

/** Loads a command when it is asked for: none waits for what another one needs. */
const commands: Readonly<Record<CommandName, () => Promise<Command>>> = {
  login: async () => (await import('./login/login-command.ts')).loginCommand,
  token: async () => (await import('./token/token-command.ts')).tokenCommand,
  fetch: async () => (await import('./fetch/fetch-command.ts')).fetchCommand,
  status: async () => (await import('./status/status-command.ts')).statusCommand,
  logout: async () => (await import('./logout/logout-command.ts')).logoutCommand,
  doctor: async () => (await import('./doctor/doctor-command.ts')).doctorCommand,
  providers: async () => (await import('./providers/providers-command.ts')).providersCommand,
  inspect: async () => (await import('./inspect/inspect-command.ts')).inspectCommand,
  completion: async () => (await import('./completion/completion-command.ts')).completionCommand,
}

const VERSION_WORDS: ReadonlySet<string> = new Set(['--version', 'version', '-v', '-V'])

const help = (): string =>
  helpText(
    paragraph(
      'device-flow: sign in on a device without a browser or keyboard (OAuth 2.0 Device Authorization Grant, RFC 8628)',
    ),
    `Usage: device-flow login --issuer URL --client-id ID [options]
       curl -H "$(device-flow token --format header)" https://api.example/orders
       device-flow fetch https://api.example/orders`,
    section('Commands:', Object.entries(commandSummaries)),
    section('Options:', [
      ['--help', 'Show this help, or that of a command: device-flow login --help'],
      ['--version', 'Show the version'],
    ]),
  )

/** Runs the command `device-flow`; resolves to its exit code. */
export async function deviceFlow(argv: readonly string[], io: CommandIo): Promise<ExitCode> {
  const [first, ...rest] = argv
  if (first === undefined) return usageFailure(`Say what to do: ${oneOf(Object.keys(commands))}.`, io)
  // `device-flow help login` is `device-flow login --help`.
  if (first === 'help' && rest[0] !== undefined && !isHelp(rest[0])) return deviceFlow([rest[0], '--help'], io)
  if (first === 'help' || isHelp(first)) return print(help(), io)
  if (VERSION_WORDS.has(first)) return print(`${packageJson.version}\n`, io)
  if (!Object.hasOwn(commands, first)) return usageFailure(unknownCommand(first), io)
  const command = await commands[first as CommandName]()
  return rest.some(isHelp) ? print(command.help(), io) : command.run(rest, io)
}

function usageFailure(problem: string, io: CommandIo): ExitCode {
  io.stderr.write(`device-flow: ${problem} Try device-flow --help.\n`)
  return exitCodes.usage
}

function oneOf(names: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(names)
}

function unknownCommand(given: string): string {
  const meant = nearestName(given, Object.keys(commands))
  return `There is no "${cleanText(given, 40)}"${meant ? `; did you mean ${meant}?` : '.'}`
}

async function print(text: string, io: CommandIo): Promise<ExitCode> {
  await writeStdout(io.stdout, text).catch(() => {})
  return exitCodes.signedIn
}

function isHelp(argument: string): boolean {
  return argument === '--help' || argument === '-h'
}
