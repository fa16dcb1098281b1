import { memoryStore, type ConditionalStore } from '@device-flow/session'
import { tokenSet, virtualEpoch, type RefreshStep, type ScriptedServices } from '@device-flow/testing/virtual'
import { act, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { heading, keptIn, openTelevision } from './television.tsx'

const unreachable: RefreshStep = { fault: 'offline' }
let store: ConditionalStore

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ orders: [] })))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A reload of somebody who is signed in, while the server is down: the access token has died meanwhile. */
async function openInterrupted(...refreshes: RefreshStep[]): Promise<ScriptedServices> {
  store = memoryStore()
  const tokens = tokenSet({ accessToken: 'kept-token', receivedAt: virtualEpoch - 7_200_000 })
  const kept = { version: 1, type: 'signedIn', tokens, refreshInFlight: false } as const
  const services = await openTelevision({ refreshes }, { kept, store })
  vi.advanceTimersByTime(1000)
  return services
}

const status = (): string | null | undefined => document.querySelector('.hint')?.textContent

async function press(label: string, { clock }: ScriptedServices): Promise<void> {
  fireEvent.click(screen.getByRole('button', { name: label }))
  await act(() => clock.advance(0))
}

test('a session that is out of reach is not lost: the screen says so, offers to try, and then to sign out', async () => {
  const services = await openInterrupted(unreachable)
  expect(heading()).toBe('There is no connection')
  expect(screen.getByText(/You are still signed in/, { selector: '.lead' })).toBeTruthy()
  expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual(['Try again', 'Sign out'])
  expect(document.activeElement?.textContent).toBe('Try again')
  await press('Try again', services)
  // The server is not asked again at once, but nobody has to press twice (case 4).
  expect(services.calls('refreshTokens')).toHaveLength(1)
  await act(() => services.clock.advance(5000))
  expect(heading()).toBe('Hello')
})

test.each(['Escape', 'Backspace'])('%s drops no session', async (key) => {
  await openInterrupted(unreachable)
  fireEvent.keyDown(document.body, { key })
  expect(heading()).toBe('There is no connection')
  expect(await keptIn(store)).toHaveProperty('signedIn')
})

test('who signs out while the server is down leaves nothing behind, and the tokens are revoked', async () => {
  const services = await openInterrupted(unreachable)
  await press('Sign out', services)
  expect(heading()).toBe('You are signed out')
  expect(await keptIn(store)).not.toHaveProperty('signedIn')
  expect(services.revoked).toHaveLength(1)
})

test('a server that was down is found again without a key, by questions after 5, 10 and 15 seconds', async () => {
  const services = await openInterrupted(unreachable, unreachable, unreachable)
  expect(services.calls('refreshTokens')).toHaveLength(1)
  await act(() => services.clock.advance(5_000))
  await act(() => services.clock.advance(10_000))
  expect(services.calls('refreshTokens')).toHaveLength(3)
  expect(heading()).toBe('There is no connection')
  await act(() => services.clock.advance(15_000))
  expect(heading()).toBe('Hello')
})

test('a server that asks to be left alone for two minutes is, whatever is pressed, and is found again then (case 4)', async () => {
  const services = await openInterrupted({ fault: 'rateLimited', retryAfterMs: 120_000, status: 429 })
  for (let time = 0; time < 119; time++) {
    await press('Try again', services)
    fireEvent(window, new Event('online'))
    await act(() => services.clock.advance(1000))
  }
  expect(services.calls('refreshTokens')).toHaveLength(1)
  expect(heading()).toBe('The sign-in service has trouble')
  await act(() => services.clock.advance(1000))
  expect(heading()).toBe('Hello')
})

test('while it is tried again, the screen stays where it is and says so', async () => {
  const services = await openInterrupted(unreachable, { after: 5000, do: unreachable })
  const announcer = document.querySelector('.unseen[role=status]')
  const announced = announcer?.textContent
  await act(() => services.clock.advance(5_000))
  expect([heading(), status()]).toEqual(['There is no connection', 'Trying again.'])
  expect(document.activeElement?.textContent).toBe('Try again')
  await act(() => services.clock.advance(5000))
  expect(status()).toBe('This TV also tries by itself.')
  expect(announcer?.textContent).toBe(announced)
})

test('a service that answers nonsense has trouble; the session is kept, and the service is asked again without a key', async () => {
  const services = await openInterrupted({ error: 'invalidResponse' }, { error: 'invalidResponse' })
  expect(heading()).toBe('The sign-in service has trouble')
  expect(status()).toBe('This TV also tries by itself.')
  await act(() => services.clock.advance(5_000))
  expect(services.calls('refreshTokens')).toHaveLength(2)
  expect(heading()).toBe('The sign-in service has trouble')
  await act(() => services.clock.advance(10_000))
  expect(heading()).toBe('Hello')
})
