import type { AuthServer } from '@device-flow/auth-server'
import { factLines } from './fitted-lines.ts'
import type { Screens } from './screens.ts'
import { loginLines, serverLines } from './server-lines.ts'

/** What runs, and where. */
export interface Introduction {
  server: AuthServer
  screens: Screens
  /** What a browser shows of the certificate, where the server is open to the network. */
  fingerprint: string | undefined
  /** Whether something is not where it usually is. */
  isMoved: boolean
}

/** As much of a fingerprint as somebody compares. */
const FINGERPRINT_CHARS = 23

/** Tells what runs, and where. With a sign-in and what follows, it fits 60 columns and 20 rows. */
export function introductionLines({ server, screens, fingerprint, isMoved }: Introduction, columns: number): string[] {
  const { tv, kiosk, viewer, playground } = screens
  return [
    ...serverLines(server, columns),
    ...factLines({ TV: tv.url, Kiosk: kiosk.url, Inspector: viewer.url, Playground: playground.url }, columns),
    ...(fingerprint === undefined ? commandHere(server, columns, isMoved) : certificateLines(fingerprint, isMoved)),
  ]
}

function commandHere(server: AuthServer, columns: number, isMoved: boolean): string[] {
  // There is room for one remark, and for no line of its own.
  return loginLines(server, columns, isMoved ? 'The usual ports are taken.' : 'Phone: npm start -- --lan.')
}

/** The devices' pages call the server, which a browser refuses without a word until its certificate is accepted there. */
function certificateLines(fingerprint: string, isMoved: boolean): string[] {
  return [
    ...(isMoved ? ['  The usual ports are taken, maybe by another demo.'] : []),
    `  Certificate ${fingerprint.slice(0, FINGERPRINT_CHARS)}… (SHA-256)`,
    '  For TV and kiosk, accept it in that browser first, at the issuer.',
  ]
}
