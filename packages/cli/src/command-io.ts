import type { Environment, TerminalStream } from '@device-flow/node'

/** Where the client secret is read from: unlike arguments, other users of the machine cannot see it there. */
export const CLIENT_SECRET_VARIABLE = 'DEVICE_FLOW_CLIENT_SECRET'

/** Where extra headers are read from, `NAME=VALUE` one a line: those of a login that were given by `--header`. */
export const HEADERS_VARIABLE = 'DEVICE_FLOW_HEADERS'

/** Where the passphrase of the private key of a client certificate is read from, if that has one. */
export const CERT_PASSPHRASE_VARIABLE = 'DEVICE_FLOW_CERT_PASSPHRASE'

/** Where data is written: `process.stdout`, or anything alike. */
export interface DataStream {
  /** Calls `done`, if given, when the data has been handed on, or could not be. */
  write(data: string | Uint8Array, done?: (error?: Error | null) => void): unknown
  isTTY?: boolean | undefined
}

/** Where input is read from: `process.stdin`, or anything alike. */
type InputStream = AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>

/** What the command reads and writes. */
export interface CommandIo {
  /** For data alone. */
  stdout: DataStream
  /** For people. */
  stderr: TerminalStream
  /** Read by `--format git`, and by `fetch -d @-`. Default: nothing. */
  stdin?: (() => InputStream) | undefined
  /**
   * `DEVICE_FLOW_CLIENT_SECRET`, `DEVICE_FLOW_CERT_PASSPHRASE`, `DEVICE_FLOW_HEADERS`, `DEVICE_FLOW_HOME`, `DEVICE_FLOW_KEY`,
   * `KUBERNETES_EXEC_INFO`, `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`, `ACCESSIBLE`, `NO_COLOR`, `CI`, `TERM`, `LC_ALL`,
   * `LC_CTYPE` and `LANG` are read; by `doctor` those of agents, too.
   */
  env: Environment
  /** Cancels; with an `OutputLostError` as its reason when nobody is left to tell. */
  signal?: AbortSignal | undefined
  /** Aborted when stderr cannot be written any more: a login whose code is read there is then given up. */
  stderrLost?: AbortSignal | undefined
  /** Given what is still to be done after a login was cancelled, such as revoking a late grant; see `signIn`. */
  waitUntil?: ((work: Promise<void>) => void) | undefined
  /** Called once a sign-in is kept: a signal that comes now, or came a moment ago, does not change how the command ends. */
  pastCancelling?: (() => void) | undefined
  /** Given what is to be done last, when the command is over and before the process ends. */
  onExit?: ((handler: () => Promise<void>) => void) | undefined
}
