import type { Flag } from '../arguments/flag.ts'
import type { CompletedCommand } from './command-tables.ts'

/** The completion for fish. */
export function fishCompletion(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap(({ name, summary, flags, operands }) => [
    `complete -c device-flow -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`,
    ...(operands.length > 0 ? [`${within(name)} -f -a ${quoted(operands.join(' '))}`] : []),
    ...Object.entries(flags).map(([flag, one]) => `${within(name)} ${flagPart(flag, one)}`),
  ])
  return `${lines.join('\n')}\n`
}

function within(command: string): string {
  return `complete -c device-flow -n '__fish_seen_subcommand_from ${command}'`
}

function flagPart(name: string, { short, value, choices, description }: Flag): string {
  const names = `${short === undefined ? '' : `-s ${short} `}-l ${name}`
  const given = choices ? ` -x -a ${quoted(choices.join(' '))}` : value === undefined ? '' : ' -r'
  return `${names}${given} -d ${quoted(description)}`
}

/** In single quotes, where a backslash is one only before a quote or another. */
function quoted(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`
}
