import type { Clock } from '@device-flow/machine/clock'
import { createNodeClock } from '../node-clock.ts'
import { accessiblePrompt } from './accessible-prompt.ts'
import { checkPromptOptions } from './check-prompt-options.ts'
import { livePrompt } from './live-prompt.ts'
import { plainPrompt } from './plain-prompt.ts'
import type { PromptHandlers } from './prompt-handlers.ts'
import { isLively, wantsAccessible, writesUnicode } from './terminal-stream.ts'
import type { Environment, TerminalStream } from './terminal-stream.ts'

/** How {@link terminalPrompt} looks; everything has a default. */
export interface TerminalPromptOptions {
  /** Default `process.stderr`: stdout is for data. */
  stream?: TerminalStream | undefined
  /**
   * Where `ACCESSIBLE`, which asks for a prompt for screen readers, and `NO_COLOR`, `CI` and `TERM=dumb`, which ask for plain text, are looked
   * up; `TERM`, `LC_ALL`, `LC_CTYPE` and `LANG` tell whether a terminal has more than ASCII. Default `process.env`.
   */
  env?: Environment | undefined
  /** Whether a QR code is shown where it fits. Default true. */
  qr?: boolean | undefined
  /** Whether a terminal may be coloured and its last line be rewritten. Default true; a stream that is no terminal gets plain text anyway. */
  live?: boolean | undefined
  /**
   * A prompt for screen readers: plain lines, each written once, the code spelled, and about once a minute the time left. Default: what
   * `ACCESSIBLE` says.
   */
  accessible?: boolean | undefined
  /** Tells the time left. Default: the platform's clock, with timers that keep no process alive. */
  clock?: Clock | undefined
}

/**
 * Shows a login on the terminal: `signIn({ …, ...terminalPrompt() })`. The code in large letters, the URI on its own line, a QR code if
 * there is room, the time left, blips, and how it ended. In a pipe, in CI and with `NO_COLOR` it is plain text, each line once; on a console
 * or in a locale without UTF-8 it is ASCII, without QR code and large letters. Text of the server never reaches the terminal raw. For one
 * login. Throws an `OAuthOptionsError` for an option of a wrong type, or of a name that there is not.
 */
export function terminalPrompt(options: TerminalPromptOptions = {}): PromptHandlers {
  checkPromptOptions(options)
  const { stream = process.stderr, env = process.env, qr = true, live = true } = options
  const { clock = createNodeClock(() => false) } = options
  const { accessible = wantsAccessible(env) } = options
  // What reads from a pipe, or a log, takes any character.
  const ascii = stream.isTTY === true && !writesUnicode(env)
  if (accessible) return accessiblePrompt({ stream, clock, ascii })
  return live && isLively(stream, env) ? livePrompt({ stream, clock, qr, ascii }) : plainPrompt({ stream, ascii })
}
