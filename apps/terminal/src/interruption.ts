import process from 'node:process'
import { exitCodes } from 'device-flow'

const EXIT_CODES = { SIGINT: exitCodes.interrupted, SIGTERM: exitCodes.terminated, SIGHUP: exitCodes.hungUp } as const

/** Within this time, ms, a repeated signal is no second one: npm passes on what the terminal has told this process, too. */
const ECHO_MS = 250

/** What ends a demo before its time. */
export interface Interruption {
  /** Aborted by Ctrl-C (SIGINT), SIGTERM, a closed window (SIGHUP), or when nobody reads the output any more. */
  signal: AbortSignal
  /** The exit code that the interruption asks for; undefined without one. */
  exitCode(): number | undefined
}

/** Listens for what ends this process. The first interruption lets the demo clean up, a second one ends the process at once. */
export function listenForInterruption(): Interruption {
  const controller = new AbortController()
  let first: { exitCode: number; at: number } | undefined
  const interrupt = (exitCode: number): void => {
    const at = performance.now()
    if (first && at - first.at > ECHO_MS) process.exit(exitCode)
    first ??= { exitCode, at }
    controller.abort()
  }
  const hasTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY
  for (const [name, exitCode] of Object.entries(EXIT_CODES)) {
    // Without a terminal, no window can be closed: a process that nohup started lives on.
    process.on(name, () => (name === 'SIGHUP' && !hasTerminal ? undefined : interrupt(exitCode)))
  }
  // Without these listeners, `npm start | head -1` would end with the stack of an EPIPE.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => interrupt(exitCodes.unexpected))
  return { signal: controller.signal, exitCode: () => first?.exitCode }
}
