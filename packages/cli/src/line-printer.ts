import type { CommandIo } from './command-io.ts'
import { deliver } from './deliver.ts'
import { encodeJsonLine } from './json-lines.ts'
import type { JsonLine } from './json-lines.ts'
import type { LoginSecrets } from './login-secrets.ts'
import { maskLine } from './mask-line.ts'
import type { FlagValues } from './parse-flags.ts'

/** Prints one line of `--json`, without a secret that was not asked for. Resolves and rejects as {@link deliver} does. */
export type PrintLine = (line: JsonLine, signal?: AbortSignal) => Promise<void>

/** Makes a {@link PrintLine}; without `--json` it prints nothing. */
export function createLinePrinter(flags: FlagValues, { stdout }: CommandIo, secrets: LoginSecrets): PrintLine {
  const showsTokens = flags['show-tokens'] === true
  return async (line, signal) => {
    if (!flags.json) return
    const masking = { secrets: showsTokens ? secrets.neverShown() : secrets.all(), hidesNamed: !showsTokens }
    await deliver(stdout, encodeJsonLine(maskLine(line, masking)), signal)
  }
}
