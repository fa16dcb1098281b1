import { shellQuoted } from '../shell/shell-words.ts'
import type { Flag } from '../arguments/flag.ts'
import { repeatableTypes } from '../arguments/read-value.ts'
import type { CompletedCommand } from './command-tables.ts'

/** The completion for zsh. */
export function zshCompletion(commands: readonly CompletedCommand[]): string {
  const summaries = commands.map(({ name, summary }) => shellQuoted(`${name}:${escaped(summary)}`))
  return `#compdef device-flow
_device_flow() {
  if (( CURRENT == 2 )); then
    local -a commands=(${summaries.join(' ')})
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${commands.map(commandCase).join('\n')}
  esac
}
compdef _device_flow device-flow
`
}

function commandCase({ name, flags, operands }: CompletedCommand): string {
  const specs = [
    ...Object.entries(flags).map(([flag, one]) => shellQuoted(flagSpec(flag, one))),
    shellQuoted('--help[Show the help]'),
    ...(operands.length > 0 ? [shellQuoted(`1: :(${operands.join(' ')})`)] : []),
  ]
  return `    ${name}) _arguments ${specs.join(' ')} ;;`
}

function flagSpec(name: string, { type, value, choices, description }: Flag): string {
  const repeated = repeatableTypes.has(type) ? '*' : ''
  if (value === undefined) return `--${name}[${escaped(description)}]`
  const values = choices ? `(${choices.join(' ')})` : '_files'
  return `${repeated}--${name}=[${escaped(description)}]:${escaped(value)}:${values}`
}

function escaped(text: string): string {
  return text.replaceAll(/[[\]:\\]/g, '\\$&')
}
