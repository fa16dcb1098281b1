import type { Clock } from '@device-flow/machine/clock'
import type { KeyInput } from './key-input.ts'
import type { Environment, TerminalStream } from './terminal-stream.ts'

/** How `terminalPrompt` looks; everything has a default. */
export interface TerminalPromptOptions {
  /** Default `process.stderr`: stdout is for data. */
  stream?: TerminalStream | undefined
  /**
   * Environment variables; default `process.env`. `ACCESSIBLE` asks for a prompt for screen readers; `NO_COLOR`, `CI` and `TERM=dumb` ask
   * for plain text; `TERM`, `LC_ALL`, `LC_CTYPE` and `LANG` tell whether a terminal has more than ASCII; `SSH_CONNECTION`, `DISPLAY`,
   * `WAYLAND_DISPLAY` and `BROWSER` whether a browser can be opened.
   */
  env?: Environment | undefined
  /** Whether a QR code is shown where it fits, beside a large code; with `first` rather than that. Default true. */
  qr?: boolean | 'first' | undefined
  /**
   * Whether a terminal may be coloured and its last line be rewritten. Default true; a stream that is no terminal gets plain text anyway.
   */
  live?: boolean | undefined
  /**
   * A prompt for screen readers: plain lines, each written once, the code spelled, and about once a minute the time left. Default: what
   * `ACCESSIBLE` says.
   */
  accessible?: boolean | undefined
  /**
   * Whether a person at a terminal has keys while the code is shown: Enter opens the page, `c` copies the code, `q` ends as Ctrl-C does,
   * and once a code has run out `r` asks for a new one. Default true; there are none in CI, with `TERM=dumb`, in the background, and while
   * the program reads stdin itself.
   */
  keys?: boolean | undefined
  /** Where keys come from. Default `process.stdin`, where `stream` is `process.stderr` or `process.stdout`. */
  input?: KeyInput | undefined
  /** Tells the time left. Default: the platform's clock, with timers that keep no process alive. */
  clock?: Clock | undefined
}
