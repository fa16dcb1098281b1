import { render, screen } from '@testing-library/react'
import type { DeviceFlow } from '@device-flow/react'
import { act } from 'react'
import { expect, test } from 'vitest'
import { QrNote } from '../../src/device/qr-note.tsx'
import { LabContext } from '../../src/lab/lab-context.ts'
import { createLab } from '../../src/lab/lab.ts'
import { DEFAULT_SETTINGS } from '../../src/settings/settings.ts'
import { openDevice } from '../open-playground.tsx'

test('a code of the server in this page is not for a real phone, and that is told as long as it is shown', async () => {
  const { press, untilStatus } = openDevice()
  expect(screen.queryByText(/A real phone/)).toBeNull()
  await press('Sign in')
  await untilStatus('awaitingUser')
  screen.getByText(/A real phone cannot scan this code/)
  await press('Cancel')
  await untilStatus('idle')
  expect(screen.queryByText(/A real phone/)).toBeNull()
})

test.each([
  ['http://127.0.0.1:8629/device', true],
  ['http://localhost:8629/device', true],
  ['https://id.example.com/device', false],
])('at %s a real phone is said to get nowhere: %s', (verificationUri, isTold) => {
  const lab = createLab({ ...DEFAULT_SETTINGS, server: 'issuer', issuer: 'https://id.example.com' }, {})
  render(
    <LabContext value={lab}>
      <QrNote />
    </LabContext>,
  )
  const flow = { status: 'awaitingUser', verificationUri, actor: { stop() {} } }
  act(() => lab.devices.drawn('device', flow as unknown as DeviceFlow))
  expect(screen.queryByText('npm start -- --lan') !== null).toBe(isTold)
  lab.close()
})
