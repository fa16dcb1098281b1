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
    ...(isMoved ? ['  The usual ports are taken, maybe by another demo.'] : []),
    ...(fingerprint === undefined ? commandHere(server, columns, isMoved) : certificateLines(fingerprint)),
  ]
}

function commandHere(server: AuthServer, columns: number, isMoved: boolean): string[] {
  // There is room for one remark.
  const phone = isMoved ? [] : ['  For a phone on this network: npm start -- --lan']
  return [...phone, ...loginLines(server, columns)]
}

/** The devices' pages call the server, which a browser refuses without a word until its certificate is accepted there. */
function certificateLines(fingerprint: string): string[] {
  return [
    `  Certificate ${fingerprint.slice(0, FINGERPRINT_CHARS)}… (SHA-256)`,
    '  For TV and kiosk, accept it in that browser first, at the issuer.',
  ]
}
