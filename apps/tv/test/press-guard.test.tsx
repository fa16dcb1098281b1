import { act, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createPressGuard } from '../src/remote/press-guard.ts'
import { openTelevision } from './television.tsx'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => vi.useRealTimers())

test('a press counts when the screen has stood for a while, and quick presses in a row count as none', () => {
  let now = 1000
  const isMeant = createPressGuard(() => now)
  const pressed = [100, 300, 300, 300, 400, 50].map((pause) => ((now += pause), isMeant()))
  expect(pressed).toEqual([false, false, false, false, true, true])
})

test('twelve quick presses on “Sign in” ask for one code, and throw nothing away', async () => {
  const services = await openTelevision({ authorizations: [{ after: 1000, do: 'ok' }] })
  vi.advanceTimersByTime(1000)
  for (let times = 0; times < 12; times++) {
    fireEvent.click(document.activeElement ?? document.body)
    vi.advanceTimersByTime(150)
    await act(() => services.clock.advance(150))
  }
  expect(services.calls('requestDeviceAuthorization')).toHaveLength(1)
  expect(screen.getByText('Say yes there')).toBeTruthy()
})

test('the first screen with a button takes a press at once: it cannot have been meant for another', async () => {
  const services = await openTelevision()
  fireEvent.click(document.activeElement ?? document.body)
  await act(() => services.clock.advance(0))
  expect(services.calls('requestDeviceAuthorization')).toHaveLength(1)
})
