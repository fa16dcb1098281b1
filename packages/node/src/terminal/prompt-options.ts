import type { Clock } from '@device-flow/machine/clock'
import type { Environment, TerminalStream } from './terminal-stream.ts'

/** How `terminalPrompt` looks; everything has a default. */
export interface TerminalPromptOptions {
  /** Default `process.stderr`: stdout is for data. */
  stream?: TerminalStream | undefined
  /**
   * Environment variables; default `process.env`. `ACCESSIBLE` asks for a prompt for screen readers; `NO_COLOR`, `CI` and `TERM=dumb` ask
   * for plain text; `TERM`, `LC_ALL`, `LC_CTYPE` and `LANG` tell whether a terminal has more than ASCII.
   */
  env?: Environment | undefined
  /** Whether a QR code is shown where it fits. Default true. */
  qr?: boolean | undefined
  /**
   * Whether a terminal may be coloured and its last line be rewritten. Default true; a stream that is no terminal gets plain text anyway.
   */
  live?: boolean | undefined
  /**
   * A prompt for screen readers: plain lines, each written once, the code spelled, and about once a minute the time left. Default: what
   * `ACCESSIBLE` says.
   */
  accessible?: boolean | undefined
  /** Tells the time left. Default: the platform's clock, with timers that keep no process alive. */
  clock?: Clock | undefined
}
