import { isatty } from 'node:tty'
import { createNodeClock } from '../node-clock.ts'
import { accessiblePrompt } from './accessible-prompt.ts'
import { checkPromptOptions } from './check-prompt-options.ts'
import type { KeyInput } from './key-input.ts'
import { livePrompt } from './live-prompt.ts'
import { plainPrompt } from './plain-prompt.ts'
import type { PromptHandlers } from './prompt-handlers.ts'
import type { TerminalPromptOptions } from './prompt-options.ts'
import { isLively, isWatched, reflows, wantsAccessible, writesUnicode } from './terminal-stream.ts'
import type { Environment, TerminalStream } from './terminal-stream.ts'
import { withKeys } from './with-keys.ts'

/**
 * Creates what shows one login on the terminal: the code in large letters, the URI on its own line, a QR code if there is room, the time
 * left, blips, and how it ended. A person at the terminal has keys: Enter opens the page, `c` copies the code, `q` ends. In a pipe, in CI
 * and with `NO_COLOR` it is plain text, each line once; on a console or in a locale without UTF-8 it is ASCII, without QR code and large
 * letters. Text of the server never reaches the terminal raw.
 *
 * @throws OAuthOptionsError for an option of a wrong type, or of an unknown name
 * @see {@link https://www.rfc-editor.org/rfc/rfc8628#section-3.3 | RFC 8628 §3.3}
 * @example
 * ```ts
 * import { signIn, terminalPrompt } from '@device-flow/node'
 *
 * await signIn({ issuer: 'https://YOUR-TENANT.auth0.com/', clientId: 'YOUR-CLIENT-ID', ...terminalPrompt({ qr: false }) })
 * ```
 */
export function terminalPrompt(options: TerminalPromptOptions = {}): PromptHandlers {
  checkPromptOptions(options)
  const { stream = process.stderr, env = process.env, qr = true, live = true } = options
  const { clock = createNodeClock(() => false) } = options
  const { accessible = wantsAccessible(env) } = options
  // A pipe or a log takes any character: only a terminal may lack one.
  const ascii = stream.isTTY === true && !writesUnicode(env)
  const isLive = live && isLively(stream, env)
  const screen = accessible
    ? accessiblePrompt({ stream, clock, ascii })
    : isLive
      ? livePrompt({ stream, clock, qr, ascii, reflows: reflows(env) })
      : plainPrompt({ stream, ascii })
  const input = keysOf(options, stream, env)
  if (input) return withKeys(screen, { input, stream, env, clock, ascii })
  // `signIn` takes no other names.
  return { onPrompt: screen.onPrompt, onChange: screen.onChange }
}

/** Where keys come from, if there are any. */
function keysOf(
  { keys = true, input }: TerminalPromptOptions,
  stream: TerminalStream,
  env: Environment,
): KeyInput | undefined {
  if (!keys || !isWatched(stream, env)) return undefined
  if (input) return input
  // Asked for last: `process.stdin` opens it.
  return (stream === process.stderr || stream === process.stdout) && isatty(0) ? process.stdin : undefined
}
