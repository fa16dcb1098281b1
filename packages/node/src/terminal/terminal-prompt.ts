import type { Clock } from '@device-flow/machine/clock'
import { createNodeClock } from '../node-clock.ts'
import { livePrompt } from './live-prompt.ts'
import { plainPrompt } from './plain-prompt.ts'
import type { PromptHandlers } from './prompt-handlers.ts'
import { isLively } from './terminal-stream.ts'
import type { Environment, TerminalStream } from './terminal-stream.ts'

/** How {@link terminalPrompt} looks; everything has a default. */
export interface TerminalPromptOptions {
  /** Default `process.stderr`: stdout is for data. */
  stream?: TerminalStream | undefined
  /** Where `NO_COLOR`, `CI` and `TERM=dumb`, which ask for plain text, are looked up. Default `process.env`. */
  env?: Environment | undefined
  /** Whether a QR code is shown where it fits. Default true. */
  qr?: boolean | undefined
  /** Whether a terminal may be coloured and its last line be rewritten. Default true; a stream that is no terminal gets plain text anyway. */
  live?: boolean | undefined
  /** Tells the time left. Default: the platform's clock, with timers that keep no process alive. */
  clock?: Clock | undefined
}

/**
 * Shows a login on the terminal: `signIn({ …, ...terminalPrompt() })`. The code in large letters, the URI on its own line, a QR code if
 * there is room, the time left, blips, and how it ended. In a pipe, in CI and with `NO_COLOR` it is plain text, each line once. Text of
 * the server never reaches the terminal raw. For one login.
 */
export function terminalPrompt(options: TerminalPromptOptions = {}): PromptHandlers {
  const { stream = process.stderr, env = process.env, qr = true, live = true } = options
  const { clock = createNodeClock(() => false) } = options
  return live && isLively(stream, env) ? livePrompt({ stream, clock, qr }) : plainPrompt(stream)
}
