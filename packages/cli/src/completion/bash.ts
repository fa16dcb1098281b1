import { shellQuoted } from '../shell/shell-words.ts'
import type { CompletedCommand } from './command-tables.ts'

/** The completion for bash. */
export function bashCompletion(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name).join(' ')
  return `_device_flow() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} words=
  if [ "$COMP_CWORD" -eq 1 ]; then
    words=${shellQuoted(`${names} --help --version`)}
  else
    case "\${COMP_WORDS[1]} $previous" in
${commands.flatMap(choiceCases).join('\n')}
${commands.flatMap(valueCases).join('\n')}
      *) case "\${COMP_WORDS[1]}" in
${commands.map(flagCase).join('\n')}
      esac ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _device_flow device-flow
`
}

/** After a flag with choices: these. */
function choiceCases({ name, flags }: CompletedCommand): string[] {
  return Object.entries(flags).flatMap(([flag, { choices }]) =>
    choices ? [`      '${name} --${flag}') words=${shellQuoted(choices.join(' '))} ;;`] : [],
  )
}

/** After a flag with any other value: what bash itself completes, files. */
function valueCases({ name, flags }: CompletedCommand): string[] {
  const withValue = Object.entries(flags).filter(([, { value, choices }]) => value !== undefined && !choices)
  return withValue.length === 0 ? [] : [`      ${withValue.map(([flag]) => `'${name} --${flag}'`).join('|')}) ;;`]
}

function flagCase({ name, flags, operands }: CompletedCommand): string {
  const words = [...operands, ...Object.keys(flags).map((flag) => `--${flag}`), '--help']
  return `        ${name}) words=${shellQuoted(words.join(' '))} ;;`
}
