import process from 'node:process'
import { startAuthServer } from '@device-flow/auth-server'
import { exitCodes } from 'device-flow'
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
import { USUAL_ORIGIN } from './usual-origin.ts'

/** What has scrolled away stays there. A second prompt below the first would push the addresses off a small screen. */
const CLEAR_SCREEN = '\u{1b}[2J\u{1b}[H'

/**
 * The demo for a person: this terminal signs in beside other devices, which go on until Ctrl-C or q. After a sign-in that failed, r begins
 * another. Resolves to the exit code of the last.
 */
export async function runStayingDemo(interruption: Interruption, opened?: OpenedNetwork): Promise<number> {
  const { signal } = interruption
  let isMoved = false
  const noteMoved = (): void => void (isMoved = true)
  const { network, fetch, fingerprint } = opened ?? {}
  const server = await startAt(
    PORTS.server,
    (port) => startAuthServer({ port, network, allowedOrigins: [USUAL_ORIGIN], pollIntervalSeconds: POLL_SECONDS }),
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
    const signInUntilEnded = async (): Promise<number> => {
      const exitCode = await signInHere({ server, signal, viewerUrl: screens.viewer.webSocketUrl, look, fetch })
      if (signal.aborted) return interruption.exitCode() ?? exitCode
      if (opened) printLines(introduction())
      const hasFailed = exitCode !== exitCodes.signedIn
      // That is the way to end it, and no failure: the exit code is the login's.
      if ((await untilEnded('All of this goes on', signal, hasFailed)) === 'ended') return exitCode
      process.stdout.write(CLEAR_SCREEN)
      printLines(introduction())
      return signInUntilEnded()
    }
    return await signInUntilEnded()
  } finally {
    await Promise.all([screens.close(), server.close()])
  }
}
