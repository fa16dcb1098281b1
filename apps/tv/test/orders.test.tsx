import {
  createVirtualClock,
  tokenSet,
  virtualEpoch,
  type RefreshStep,
  type ScriptedServices,
  type TokenSetOptions,
} from '@device-flow/testing/virtual'
import { act, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openTelevision } from './television.tsx'

type Fetch = typeof globalThis.fetch

const order = { id: 'A-1', item: 'Teapot', quantity: 1, status: 'on its way' }
const fetch = vi.fn<Fetch>()

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] })
  vi.stubGlobal('fetch', fetch)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  fetch.mockReset()
})

/** Somebody who is signed in switches the TV on, and the API answers like this. */
async function openHome(
  first: ReturnType<Fetch>,
  refreshes: readonly RefreshStep[] = [],
  overrides: TokenSetOptions = {},
): Promise<ScriptedServices> {
  fetch.mockReturnValueOnce(first)
  const clock = createVirtualClock({ earlyMs: 2 })
  const tokens = tokenSet({ accessToken: 'kept-token', receivedAt: clock.now(), ...overrides })
  const kept = { version: 1, type: 'signedIn', tokens, refreshInFlight: false } as const
  const services = await openTelevision({ refreshes, clock }, { kept })
  // The first call of the API loads the code for it.
  await act(() => vi.dynamicImportSettled())
  await act(() => vi.advanceTimersByTimeAsync(1000))
  return services
}

async function pressUpdate(next: ReturnType<Fetch>): Promise<void> {
  fetch.mockReturnValueOnce(next)
  fireEvent.click(screen.getByRole('button', { name: 'Update now' }))
  await act(() => vi.advanceTimersByTimeAsync(0))
}

const answer = (body: unknown): ReturnType<Fetch> => Promise.resolve(Response.json(body))
const status = (code: number): ReturnType<Fetch> => Promise.resolve(new Response('', { status: code }))
const never = (): ReturnType<Fetch> => new Promise(() => {})
const lead = (): string | null | undefined => document.querySelector('.lead')?.textContent
const updated = (): string | null | undefined => document.querySelector('.updated')?.textContent
/** What a screen reader hears of it. */
const news = (): string | null | undefined => document.querySelector('.updated [role=status]')?.textContent

test.each<[string, unknown]>([
  ['nothing of orders', {}],
  ['null', null],
  ['orders that are no list', { orders: 'many' }],
  ['orders without names', { orders: [{ id: 'A-1' }] }],
  ['an order that is nothing', { orders: [null] }],
])('an API that answers %s is said to make no sense, instead of being waited for', async (_name, body) => {
  await openHome(answer(body))
  expect(lead()).toContain('something else than your orders')
  expect(updated()).toBe('The shop’s answer makes no sense.')
  expect(document.activeElement?.textContent).toBe('Update now')
  await pressUpdate(answer({ orders: [order] }))
  expect(screen.getByText('Teapot')).toBeTruthy()
  expect(updated()).toBe('Updated just now')
})

test('who asks for an update sees that it is under way, and hears what came of it', async () => {
  await openHome(answer({ orders: [order] }))
  let reply: ((response: Response) => void) | undefined
  await pressUpdate(new Promise((resolve) => (reply = resolve)))
  expect([updated(), news()]).toEqual(['Updating your orders.', 'Updating your orders.'])
  await act(async () => reply?.(new Response('', { status: 503 })))
  await act(() => vi.advanceTimersByTimeAsync(0))
  expect(news()).toBe('Your orders could not be updated.')
  expect(updated()).toBe('Your orders could not be updated. Updated just now')
  expect(screen.getByText('Teapot')).toBeTruthy()
})

test.each([401, 403, 500])('a shop that answers with HTTP %i is not said to be silent', async (code) => {
  fetch.mockImplementation(() => status(code))
  await openHome(status(code))
  expect(updated()).toBe('Your orders could not be updated.')
  expect(lead()).toBe('Your orders could not be fetched. Update in a moment; if it stays like this, tell the shop.')
})

test('a shop that was never asked, because the token has died, is not said to be silent', async () => {
  const { clock } = await openHome(answer({ orders: [order] }), [], { expiresInMs: 60_000, refreshToken: null })
  await act(() => clock.advance(60_000))
  await pressUpdate(answer({ orders: [order] }))
  expect(fetch).toHaveBeenCalledTimes(1)
  expect(updated()).toContain('Your orders could not be updated.')
})

test('a shop that cannot be reached does not answer', async () => {
  await openHome(Promise.reject(new TypeError('Failed to fetch')))
  expect(updated()).toBe('The shop does not answer.')
  expect(lead()).toBe('Your orders could not be fetched. Update in a moment.')
})

test('the age of the orders is told by the clock of the login, minute by minute, and begins anew with each update', async () => {
  const { clock } = await openHome(answer({ orders: [order] }))
  const ages = []
  for (let minute = 0; minute < 3; minute++) {
    ages.push(updated())
    await act(() => clock.advance(60_000))
  }
  expect(ages).toEqual(['Updated just now', 'Updated 1 minute ago', 'Updated 2 minutes ago'])
  await act(() => clock.advance(30_000))
  fetch.mockReturnValueOnce(answer({ orders: [order] }))
  act(() => void window.dispatchEvent(new Event('online')))
  await act(() => vi.advanceTimersByTimeAsync(0))
  expect(updated()).toBe('Updated just now')
  await act(() => clock.advance(59_000))
  expect(updated()).toBe('Updated just now')
  await act(() => clock.advance(1000))
  expect(updated()).toBe('Updated 1 minute ago')
})

test('an API that never answers is given up after ten seconds', async () => {
  await openHome(answer({ orders: [order] }))
  await pressUpdate(never())
  await act(() => vi.advanceTimersByTimeAsync(9_900))
  expect(news()).toBe('Updating your orders.')
  await act(() => vi.advanceTimersByTimeAsync(200))
  expect(news()).toBe('The shop does not answer.')
})

test('who comes with a token that was revoked gets a new one, and the orders with it, where no token has an expiry', async () => {
  fetch.mockReturnValue(answer({ orders: [order] }))
  await openHome(status(401), [{ refreshed: { expiresInMs: null } }], { expiresInMs: null })
  expect(screen.getByText('Teapot')).toBeTruthy()
  expect(fetch).toHaveBeenCalledTimes(2)
})

test('a token that is about to die, and cannot be renewed for now, is used as it is: no question follows another', async () => {
  const refreshes = Array.from({ length: 9 }, (): RefreshStep => ({ fault: 'offline' }))
  const receivedAt = virtualEpoch - 95_000
  const services = await openHome(answer({ orders: [order] }), refreshes, { receivedAt, expiresInMs: 100_000 })
  expect(screen.getByText('Teapot')).toBeTruthy()
  expect(fetch).toHaveBeenCalledTimes(1)
  expect(services.calls('refreshTokens')).toHaveLength(1)
})

test('a new access token brings new orders, and one that the API does not take is renewed once', async () => {
  fetch.mockImplementation(() => status(401))
  const services = await openHome(status(401))
  expect(fetch).toHaveBeenCalledTimes(2)
  expect(services.calls('refreshTokens')).toHaveLength(1)
  fetch.mockImplementation(() => answer({ orders: [order] }))
  await act(() => services.clock.advance(3_600_000 - 60_000))
  await act(() => vi.advanceTimersByTimeAsync(0))
  expect(services.calls('refreshTokens')).toHaveLength(2)
  expect(fetch).toHaveBeenCalledTimes(3)
  expect(screen.getByText('Teapot')).toBeTruthy()
})
