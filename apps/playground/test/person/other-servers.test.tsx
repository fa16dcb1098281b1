import { render, screen } from '@testing-library/react'
import type { DeviceFlow } from '@device-flow/react'
import { act } from 'react'
import { expect, test } from 'vitest'
import { LabContext } from '../../src/lab/lab-context.ts'
import { createLab, type Lab } from '../../src/lab/lab.ts'
import { PersonSide } from '../../src/person/person-side.tsx'
import { DEFAULT_SETTINGS, type Settings } from '../../src/settings/settings.ts'

const ISSUER = 'http://127.0.0.1:8629'

function open(settings: Partial<Settings>): Lab {
  const lab = createLab(
    { ...DEFAULT_SETTINGS, ...settings },
    { issuer: ISSUER, clientId: 'tv', apiUrl: `${ISSUER}/api` },
  )
  render(
    <LabContext value={lab}>
      <PersonSide />
    </LabContext>,
  )
  return lab
}

/** The device has come to this. */
const show = ({ devices }: Lab, flow: object): void =>
  act(() => devices.drawn('device', { ...flow, actor: { stop() {} } } as unknown as DeviceFlow))
const awaiting = (verificationUri: string, verificationUriComplete?: string): object => ({
  status: 'awaitingUser',
  userCode: 'WDJB-MJHT',
  verificationUri,
  verificationUriComplete,
})

test('the embedded server’s own page is on the phone, stays there afterwards, and opens in a window of its own', () => {
  const lab = open({ server: 'embedded', clientId: 'tv' })
  screen.getByText(/Nothing to do yet/)
  show(lab, awaiting(`${ISSUER}/device`, `${ISSUER}/device?user_code=WDJB-MJHT`))
  const frame = screen.getByTitle<HTMLIFrameElement>('The server’s page on the phone')
  expect(frame.src).toBe(`${ISSUER}/device?user_code=WDJB-MJHT`)
  screen.getByText(/The phone has scanned the QR code, so the code is there already/)
  show(lab, { status: 'authorized' })
  expect(screen.getByTitle('The server’s page on the phone')).toBe(frame)
  const link = screen.getByRole<HTMLAnchorElement>('link', { name: 'Open in a window of its own' })
  expect([link.href, link.target, link.rel]).toEqual([frame.src, '_blank', 'noopener noreferrer'])
  lab.close()
})

test('at a server elsewhere the phone shows the way there as a link and a QR code, and why it is in no frame', () => {
  const lab = open({ server: 'issuer', issuer: 'https://id.example.com', clientId: 'tv' })
  show(lab, awaiting('https://id.example.com/activate'))
  expect(screen.getByRole<HTMLAnchorElement>('link').href).toBe('https://id.example.com/activate')
  screen.getByRole('img', { name: 'QR code of id.example.com/activate' })
  screen.getByText(/opens in a window of its own/)
  lab.close()
})

test('an address that is no web page is never opened', () => {
  const lab = open({ server: 'issuer', issuer: 'https://id.example.com', clientId: 'tv' })
  show(lab, awaiting('javascript:alert(1)', 'javascript:alert(2)'))
  expect(screen.queryByRole('link')).toBeNull()
  lab.close()
})
