import type { DeviceFlowReason } from '@device-flow/machine'
import type { ScriptedServices } from '@device-flow/testing/virtual'
import { act, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { announced, heading, openTelevision } from './television.tsx'

// A screen ignores presses that come right after it.
beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** Presses the main button, and lets so much time pass. */
async function press({ clock }: ScriptedServices, ms = 0): Promise<void> {
  vi.advanceTimersByTime(1000)
  fireEvent.click(document.activeElement ?? document.body)
  await act(() => clock.advance(ms))
}

test.each(['WXYZQRST'.repeat(5), 'one two three four', 'אבגד-הוזח', '123456789', 'a'])(
  'the code %s stands on the screen with nothing lost',
  async (userCode) => {
    const services = await openTelevision({ authorizations: [{ ok: { userCode } }] })
    await press(services)
    const shown = document.querySelector('.code-groups')?.textContent
    expect(shown).toBe(userCode.replaceAll(' ', ''))
    expect(document.activeElement?.textContent).toBe('I have signed in')
  },
)

test.each<[DeviceFlowReason, string, string]>([
  ['denied', 'Sign-in was not allowed', 'Try again'],
  ['expired', 'The code has run out', 'Get a new code'],
  ['offline', 'There is no connection', 'Try again'],
  ['signedOut', 'You were signed out', 'Sign in'],
  ['unsupported', 'Sign-in does not work right now', 'Try again'],
  ['invalidIdToken', 'Sign-in does not work right now', 'Try again'],
])('what ends as %s says so, has one main thing to do, and a way out', async (reason, title, action) => {
  const services = await openTelevision({ authorizations: [{ error: reason }] })
  await press(services)
  expect(heading()).toBe(title)
  expect(announced()).toContain(title)
  expect(document.activeElement?.textContent).toBe(action)
  fireEvent.keyDown(document.body, { key: 'Escape' })
  expect(heading()).toBe('Sign in to see your orders')
})

test.each<[string, string | number | undefined, string, string]>([
  ['their name', 'Ada', 'Hello, Ada', 'You are signed in as Ada.'],
  ['no name', undefined, 'Hello', 'You are signed in.'],
  ['an empty name', '', 'Hello', 'You are signed in.'],
  ['a name of blanks', ' ', 'Hello', 'You are signed in.'],
  ['a name that is no text', 7, 'Hello', 'You are signed in.'],
])('who signs in with %s is greeted by what there is, and hears the same', async (_what, name, title, words) => {
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ orders: [] })))
  const claims = name === undefined ? {} : { name }
  const services = await openTelevision({ polls: [{ granted: { claims } }] })
  await press(services, 5000)
  expect([heading(), announced()]).toEqual([title, words])
})

test('a code that a restarted server has forgotten is said to be no longer good, and Enter gets another one', async () => {
  const services = await openTelevision({ polls: [{ ended: 'refused', code: 'invalid_grant' }] })
  await press(services, 5000)
  expect(heading()).toBe('The code is no longer good')
  expect(announced()).toContain('The code is no longer good')
  expect(document.querySelector('.detail')).toBeNull()
  expect(document.activeElement?.textContent).toBe('Get a new code')
  await press(services)
  expect(heading()).toBe('Sign in with your phone')
})

test('a client that may not have any code is no matter of another code: the people who run this app are named', async () => {
  const services = await openTelevision({ polls: [{ ended: 'unsupported', code: 'invalid_grant' }] })
  await press(services, 5000)
  expect(heading()).toBe('Sign-in does not work right now')
})

test('an API that takes no token at all is not asked for ever: the tokens are renewed once', async () => {
  const fetch = vi.fn<typeof globalThis.fetch>(() => Promise.resolve(new Response('', { status: 401 })))
  vi.stubGlobal('fetch', fetch)
  const services = await openTelevision({
    polls: ['granted'],
    refreshes: ['refreshed'],
  })
  await press(services, 5000)
  await vi.waitFor(() => expect(fetch).toHaveBeenCalledTimes(2))
  await act(() => services.clock.advance(1000))
  await act(() => new Promise((resolve) => setTimeout(resolve, 50)))
  expect(services.calls('refreshTokens')).toHaveLength(1)
  expect(fetch).toHaveBeenCalledTimes(2)
  expect(screen.getByText(/Your orders could not be fetched/)).toBeTruthy()
})
