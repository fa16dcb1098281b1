import { shellWords } from '../shell/shell-words.ts'
import { clientArguments } from './login-command.ts'
import type { SessionEntry } from './session-index.ts'

/** The command that goes on with a login, as a shell takes it: it means this one, whichever other login begins meanwhile. */
export function resumeCommand(entry: SessionEntry, ...flags: readonly string[]): string {
  const which = entry.profile === undefined ? clientArguments(entry) : ['--profile', entry.profile]
  return shellWords(['device-flow', 'login', '--resume', ...flags, ...which])
}
