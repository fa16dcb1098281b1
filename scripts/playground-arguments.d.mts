/** What `npm run playground` was asked for. */
export interface PlaygroundArguments {
  /** The port of the page on 127.0.0.1; undefined takes the usual one. */
  port?: number
  /** Whether requests may go by the relay. */
  hasRelay?: boolean
  /** How long access tokens live, seconds. */
  tokenSeconds?: number
  /** What there is, when that was asked for. */
  help?: string
  /** What is wrong with the arguments, in one line. */
  problem?: string
}

/** Reads the arguments of `npm run playground`. */
export function readPlaygroundArguments(argv: readonly string[]): PlaygroundArguments
