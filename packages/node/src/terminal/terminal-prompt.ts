import { createNodeClock } from '../node-clock.ts'
import { accessiblePrompt } from './accessible-prompt.ts'
import { checkPromptOptions } from './check-prompt-options.ts'
import { livePrompt } from './live-prompt.ts'
import { plainPrompt } from './plain-prompt.ts'
import type { PromptHandlers } from './prompt-handlers.ts'
import type { TerminalPromptOptions } from './prompt-options.ts'
import { isLively, wantsAccessible, writesUnicode } from './terminal-stream.ts'

/**
 * Creates what shows one login on the terminal: the code in large letters, the URI on its own line, a QR code if there is room, the time
 * left, blips, and how it ended. In a pipe, in CI and with `NO_COLOR` it is plain text, each line once; on a console or in a locale without
 * UTF-8 it is ASCII, without QR code and large letters. Text of the server never reaches the terminal raw.
 *
 * @throws OAuthOptionsError for an option of a wrong type, or of a name that there is not
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
  if (accessible) return accessiblePrompt({ stream, clock, ascii })
  return live && isLively(stream, env) ? livePrompt({ stream, clock, qr, ascii }) : plainPrompt({ stream, ascii })
}
