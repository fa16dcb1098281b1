import type { CommandIo } from '../command-io.ts'
import { encodeJsonLine } from '../json/json-line.ts'
import type { JsonLine } from '../json/json-line.ts'
import { writeStdout } from '../process/write-stdout.ts'
import type { LoginSecrets } from '../secrets/login-secrets.ts'
import { maskLine } from '../secrets/mask-line.ts'
import type { LoginFlagValues } from './login-flags.ts'

/**
 * Prints one line of `--json`, without a secret that was not asked for. Resolves when it has been handed on, and rejects as
 * {@link writeStdout} does.
 */
export type PrintLine = (line: JsonLine, signal?: AbortSignal) => Promise<void>

/** Makes a {@link PrintLine}; without `--json` it prints nothing. */
export function createLinePrinter(flags: LoginFlagValues, { stdout }: CommandIo, secrets: LoginSecrets): PrintLine {
  const showsTokens = flags['show-tokens'] === true
  return async (line, signal) => {
    if (!flags.json) return
    const hidden = showsTokens ? secrets.neverShown() : secrets.all()
    await writeStdout(stdout, encodeJsonLine(maskLine(line, { secrets: hidden, hidesNamed: !showsTokens })), signal)
  }
}
