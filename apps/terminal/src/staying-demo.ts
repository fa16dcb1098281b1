import process from 'node:process'
import { startAuthServer } from '@device-flow/auth-server'
import { introductionLines } from './introduction.ts'
import type { Interruption } from './interruption.ts'
import type { OpenedNetwork } from './lan/open-to-network.ts'
import { narrowColumns } from './narrow-columns.ts'
import { POLL_SECONDS } from './poll-seconds.ts'
import { PORTS, startAt } from './ports.ts'
import { printLines } from './print-lines.ts'
import { withReservedRows } from './reserved-stream.ts'
import { serveScreens } from './screens.ts'
import { signInHere } from './sign-in-here.ts'
import { untilEnded } from './until-ended.ts'
import { USE_LINES } from './use-session.ts'

/**
 * The demo for a person: this terminal signs in beside other devices, which go on until Ctrl-C or q. Resolves to the exit code of the
 * sign-in.
 */
export async function runStayingDemo(interruption: Interruption, opened?: OpenedNetwork): Promise<number> {
  const { signal } = interruption
  let isMoved = false
  const noteMoved = (): void => void (isMoved = true)
  const { network, fetch, fingerprint } = opened ?? {}
  const server = await startAt(
    PORTS.server,
    (port) => startAuthServer({ port, network, pollIntervalSeconds: POLL_SECONDS }),
    noteMoved,
  )
  const screens = await serveScreens(server, noteMoved)
  const introduction = (): string[] => introductionLines({ server, screens, fingerprint, isMoved }, narrowColumns())
  printLines(introduction())
  // What comes after the sign-in, the last line among it. A QR code for a phone is worth more.
  const below = opened ? 0 : USE_LINES + 1
  const look = {
    stream: withReservedRows(process.stderr, () => introduction().length + below),
    input: process.stdin,
    qr: opened ? ('first' as const) : false,
  }
  try {
    const exitCode = await signInHere({ server, signal, viewerUrl: screens.viewer.webSocketUrl, look, fetch })
    if (signal.aborted) return interruption.exitCode() ?? exitCode
    if (opened) printLines(introduction())
    // That is the way to end it, and no failure: the exit code is the login's.
    await untilEnded('All of this goes on', signal)
    return exitCode
  } finally {
    await Promise.all([screens.close(), server.close()])
  }
}
