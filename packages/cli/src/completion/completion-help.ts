import { helpText, paragraph } from '../arguments/help-text.ts'

/** What `device-flow completion --help` says. */
export const completionHelp = (): string =>
  helpText(
    paragraph('device-flow completion: print what a shell needs to complete the commands and flags of device-flow'),
    `Usage: device-flow completion bash|zsh|fish
       eval "$(device-flow completion bash)"          # in ~/.bashrc
       eval "$(device-flow completion zsh)"           # in ~/.zshrc, after compinit
       device-flow completion fish | source           # in ~/.config/fish/config.fish`,
    paragraph('Exit codes: 0 printed, 2 wrong usage'),
  )
