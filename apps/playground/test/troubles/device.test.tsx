import { screen, within } from '@testing-library/react'
import { act } from 'react'
import { describe, expect, test } from 'vitest'
import { TroublesPanel } from '../../src/troubles/troubles-panel.tsx'
import { Guide } from '../../src/guide/guide.tsx'
import { openDevice } from '../open-playground.tsx'
import { quietAfter, troubledLogin, type TroubledLogin } from './troubled-login.tsx'

const HOUR_MS = 3_600_000

let login: TroubledLogin

const requests = (kind: string): number =>
  login
    .lab()
    .wire.list()
    .filter((exchange) => exchange.kind === kind).length
const page = (): string => document.body.textContent
const firstDevice = () => within(screen.getByRole('region', { name: 'The device' }))
const secondDevice = () => within(screen.getByRole('region', { name: 'The second device' }))

async function signInOnBoth(): Promise<void> {
  login = await troubledLogin()
  await login.approve()
  await login.trouble('second-tab')
  await login.until(() => secondDevice().queryByText(/Signed in/) !== null)
}

describe('a clock that is wrong brings about no early poll, and the login goes on', () => {
  test.each(['fast-clock', 'slow-clock', 'clock-forward', 'clock-back', 'hidden'])('%s', async (name) => {
    login = await troubledLogin()
    await login.untilPoll()
    await login.trouble(name)
    for (let polls = 0; polls < 3; polls++) await login.untilPoll()
    expect(login.flow().status).toBe('awaitingUser')
    await login.approve()
  })

  test('a fast and a slow clock are not on at the same time, and off the clock is right again', async () => {
    login = await troubledLogin()
    const { clock, troubles } = login.lab()
    await login.trouble('fast-clock')
    await login.trouble('slow-clock')
    expect(troubles.list().map(({ name }) => name)).toEqual(['slow-clock'])
    const passed = async (): Promise<number> => {
      const before = clock.now()
      await act(() => clock.step(1000))
      return clock.now() - before
    }
    expect(await passed()).toBe(880)
    await login.trouble('slow-clock')
    expect(await passed()).toBe(1000)
  })
})

describe('after an hour of sleep', () => {
  test('a login asks once what has become of its code, and ends', async () => {
    login = await troubledLogin()
    const polls = requests('poll')
    await login.trouble('sleep')
    await login.untilStatus('error')
    expect(login.flow().error?.reason).toBe('expired')
    expect(requests('poll')).toBe(polls + 1)
  })

  test('a session is renewed within a minute', async () => {
    login = await troubledLogin()
    await login.approve()
    await login.trouble('sleep')
    const wokenAt = login.lab().clock.now()
    await login.until(() => login.judged('refresh').length === 1 && login.flow().refreshing !== true)
    expect(login.flow().status).toBe('authorized')
    expect(login.lab().clock.now() - wokenAt).toBeLessThanOrEqual(60_000)
  })

  test('nobody is called signed in by an access token that has ended, neither on the device nor in the headline', async () => {
    login = await troubledLogin(<Guide />)
    await login.approve()
    expect(page()).toContain('Signed in')
    await login.trouble('sleep')
    expect(page()).not.toContain('Signed in')
    expect(page()).toContain('the access token has ended. It is renewed within a minute.')
    expect(page()).not.toContain('is signed in on the device')
    await login.until(() => login.judged('refresh').length === 1 && login.flow().refreshing !== true)
    expect(page()).toContain('Signed in')
    expect(page()).not.toContain('has ended')
  })
})

test('a device that was hidden polls once when it is back, and not for each interval that it has missed', async () => {
  login = await troubledLogin()
  await login.untilPoll()
  const [first] = login.judged('poll')
  await login.trouble('hidden')
  await login.untilPoll()
  expect(quietAfter(login, first!)).toBeGreaterThanOrEqual(60_000)
  const second = login.judged('poll')[1]
  await login.untilPoll()
  expect(quietAfter(login, second!)).toBeGreaterThanOrEqual(5000)
})

describe('a page that is loaded again', () => {
  test('shows the same code, and goes on', async () => {
    login = await troubledLogin()
    const { userCode } = login.flow()
    await login.trouble('reload')
    await login.untilStatus('awaitingUser')
    expect(login.flow()).toMatchObject({ userCode })
    expect(requests('deviceAuthorization')).toBe(1)
    await login.approve()
  })

  test('is still signed in', async () => {
    login = await troubledLogin()
    await login.approve()
    await login.trouble('reload')
    await login.untilStatus('authorized')
    expect(requests('deviceAuthorization')).toBe(1)
  })
})

test('who cancels is polled for no longer; before and after there is nothing to cancel', async () => {
  login = await troubledLogin()
  await login.trouble('cancel')
  await login.untilStatus('idle')
  const sent = login.lab().wire.list().length
  await act(() => login.lab().clock.step(60_000))
  expect(login.lab().wire.list()).toHaveLength(sent)
  expect(login.button('cancel').getAttribute('aria-disabled')).toBe('true')
  await login.trouble('cancel')
  expect(login.flow().status).toBe('idle')
})

test('who says to be done is asked about as early as the interval allows', async () => {
  login = await troubledLogin()
  await login.untilPoll()
  await login.press('Allow all')
  await act(() => login.lab().clock.step(1000))
  await login.trouble('hint')
  await login.untilStatus('authorized')
  const [first, second] = login.judged('poll')
  expect(second!.sentAt - first!.endedAt!).toBeGreaterThanOrEqual(5000)
  expect(second!.sentAt - first!.endedAt!).toBeLessThan(5100)
})

describe('two devices on one store', () => {
  test('have one session: the second is signed in at once, and no code is asked for', async () => {
    await signInOnBoth()
    expect(requests('deviceAuthorization')).toBe(1)
    await login.trouble('second-tab')
    expect(screen.queryByRole('region', { name: 'The second device' })).toBeNull()
    expect(login.flow().status).toBe('authorized')
  })

  test('say why they stay signed out: the other one has no session yet, or is still signing in', async () => {
    const { lab, press, untilStatus } = openDevice({}, <TroublesPanel />)
    expect(page()).not.toContain('share one session')
    await press('Second tab')
    expect(secondDevice().getByText(/there is none: nobody is signed in on the other one/)).toBeTruthy()
    await act(async () => firstDevice().getByText('Sign in').click())
    await untilStatus('awaitingUser')
    expect(
      secondDevice().getByText(/^The other device is signing in.* once it is signed in, so is this one/),
    ).toBeTruthy()
    await press('Allow all')
    await untilStatus('authorized')
    await act(() => lab().clock.step(1000))
    expect(secondDevice().getByText('Signed in')).toBeTruthy()
    expect(page()).not.toContain('share one session')
  })

  test('refresh once, whichever of them is first', async () => {
    await signInOnBoth()
    await act(() => login.lab().clock.step(HOUR_MS))
    await login.until(() => login.judged('refresh').length > 0)
    await act(() => login.lab().clock.step(60_000))
    expect(login.lab().server.scripted!.counts()).toMatchObject({ refreshes: 1, reuses: 0, liveFamilies: 1 })
    expect(login.flow().status).toBe('authorized')
    expect(secondDevice().getByText(/Signed in/)).toBeTruthy()
  })

  test('end together: who signs out in one of them has signed out in both', async () => {
    await signInOnBoth()
    await act(async () => secondDevice().getByRole('button', { name: 'Sign out' }).click())
    await login.untilStatus('error')
    expect(login.flow().error).toMatchObject({ reason: 'signedOut', endedBy: 'elsewhere' })
    expect(login.lab().server.scripted!.grants()).toMatchObject([{ endedBy: 'revocation' }])
  })
})
