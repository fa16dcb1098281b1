import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { openPlayground } from '../open-playground.tsx'

const device = (): HTMLElement => screen.getByRole('region', { name: 'The device' })

test('the device changes its look at once, and goes on with the same code', async () => {
  const { press, untilStatus, lab, host } = openPlayground()
  await press('Sign in')
  await untilStatus('awaitingUser')
  const { id, devices } = lab()
  const code = devices.flow()?.userCode
  for (const [look, name] of [
    ['kiosk', 'Kiosk'],
    ['terminal', 'Terminal'],
    ['tv', 'TV'],
  ] as const) {
    await press(name)
    expect(device().className).toBe(`device device-${look}`)
    expect(device().querySelector('[data-code]')?.getAttribute('data-code')).toBe(code)
    expect(host.state().settings.look).toBe(look)
  }
  expect(lab().id).toBe(id)
  await press('Allow all')
  await untilStatus('authorized')
})

test('the code stands there as it came, for ears too, beside a QR code and the address', async () => {
  const { press, untilStatus, lab } = openPlayground()
  await press('Sign in')
  await untilStatus('awaitingUser')
  const code = lab().devices.flow()?.userCode ?? ''
  const shown = within(device())
  shown.getByRole('img', { name: 'QR code of as.example/activate' })
  shown.getByText('as.example/activate')
  shown.getByText(code.replaceAll(/\d(?!$)/g, (digit, at: number) => (at === 3 ? `${digit}, ` : `${digit} `)))
  expect(device().querySelector('.user-code-groups')?.textContent).toBe(code)
})
