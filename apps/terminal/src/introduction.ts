import type { AuthServer } from '@device-flow/auth-server'
import { commandLines, factLines, loginWords } from './address-lines.ts'
import type { Screens } from './screens.ts'

/** What runs, and where, as lines of a terminal that wide. */
export interface Introduction {
  server: AuthServer
  screens: Screens | undefined
  /** What a browser shows of the certificate, where the server is open to the network. */
  fingerprint?: string | undefined
  /** Whether something is not where it usually is. */
  isMoved: boolean
}

/** Tells what runs, and where. */
export function introductionLines({ server, screens, fingerprint, isMoved }: Introduction, columns: number): string[] {
  const { issuer, clientId, apiUrl } = server
  return [
    ...factLines(
      [
        ['Issuer', issuer],
        ['Client ID', clientId],
        ['API', apiUrl],
      ],
      columns,
    ),
    ...(screens ? screenLines(screens, columns) : []),
    ...(isMoved ? ['  The usual ports are taken, maybe by another demo.'] : []),
    ...(fingerprint === undefined ? commandHere(server, columns) : certificateLines(issuer, fingerprint)),
  ]
}

function screenLines({ tv, kiosk, viewer }: Screens, columns: number): string[] {
  return factLines(
    [
      ['TV', tv.url],
      ['Kiosk', kiosk.url],
      ['Inspector', viewer.url],
    ],
    columns,
  )
}

function commandHere(server: AuthServer, columns: number): string[] {
  return [
    '  For a phone on this network: npm start -- --lan',
    '  From another terminal, the command:',
    ...commandLines(loginWords(server), columns),
  ]
}

/** The devices' pages call the server, which a browser refuses without a word until its certificate is accepted there. */
function certificateLines(issuer: string, fingerprint: string): string[] {
  return [
    `  Certificate ${fingerprint.slice(0, 23)}… (SHA-256)`,
    '  For TV and kiosk, accept it in that browser first, at the issuer.',
  ]
}
