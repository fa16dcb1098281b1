import { act } from 'react'
import { describe, expect, test } from 'vitest'
import { TROUBLES } from '../../src/troubles/all-troubles.ts'
import { quietAfter, troubledLogin } from './troubled-login.tsx'

describe('a login that waits, and is troubled once, goes on with the same code', () => {
  test.each([
    ['slow-down', 'slow down', 10_000],
    ['reset', 'offline', 5000],
    ['time-out', 'timeout', 5000],
    ['bad-gateway', 'server error', 5000],
    ['unavailable', 'server error', 30_000],
    ['too-many-requests-retry-after', 'rate limited', 20_000],
    ['too-many-requests', 'rate limited', 5000],
    ['half-json', 'invalid response', 5000],
  ])('%s', async (name, outcome, quietMs) => {
    const login = await troubledLogin()
    const { userCode } = login.flow()
    await login.trouble(name)
    expect(login.button(name).getAttribute('aria-pressed')).toBe('true')
    await login.untilPoll()
    expect(login.button(name).getAttribute('aria-pressed')).toBe('false')
    const [struck] = login.struck()
    expect(login.status()).toContain(
      `met request ${struck!.number}, poll (device access token request). The device: ${outcome}.`,
    )
    await login.untilPoll()
    expect(login.struck()).toHaveLength(1)
    expect(quietAfter(login, struck!)).toBeGreaterThanOrEqual(quietMs)
    expect(login.flow()).toMatchObject({ status: 'awaitingUser', userCode })
    await login.approve()
  })

  test('a request that is never answered is given up after 10 seconds', async () => {
    const login = await troubledLogin()
    await login.trouble('time-out')
    await login.untilPoll()
    const [struck] = login.struck()
    expect(struck!.endedAt! - struck!.sentAt).toBe(10_000)
  })
})

describe('a login that waits, and is troubled until that is over, goes on with the same code', () => {
  test.each(['portal-page', 'portal-redirect', 'offline', 'slow-down-each', 'pending-for-ever'])('%s', async (name) => {
    const login = await troubledLogin()
    const { userCode } = login.flow()
    await login.trouble(name)
    await login.press('Allow all')
    for (let polls = 0; polls < 3; polls++) await login.untilPoll()
    expect(login.struck()).toHaveLength(3)
    expect(login.flow()).toMatchObject({ status: 'awaitingUser', userCode })
    await login.press('All off')
    expect(login.status()).toContain('No trouble is on.')
    await login.untilStatus('authorized')
  })
})

describe('a login that gets no usable answer for as long as its button says is over, with the reason', () => {
  test.each([
    ['portal-page', 'invalidResponse', 'within a minute', 3, 60_000],
    ['portal-redirect', 'invalidResponse', 'within a minute', 3, 60_000],
    ['offline', 'offline', 'six polls', 6, 0],
  ])('%s', async (name, reason, promise, polls, ms) => {
    const login = await troubledLogin()
    expect(TROUBLES.find((trouble) => trouble.name === name)?.goodClient).toContain(promise)
    await login.trouble(name)
    await login.untilStatus('error')
    expect(login.flow().error).toMatchObject({ reason })
    const struck = login.struck()
    expect(struck.length).toBeGreaterThanOrEqual(polls)
    expect(struck.at(-1)!.endedAt! - struck[0]!.endedAt!).toBeGreaterThanOrEqual(ms)
  })
})

test('the server in the page answers every origin, so of a lost request nobody says that it may be CORS', async () => {
  const login = await troubledLogin()
  await login.trouble('reset')
  await login.untilPoll()
  expect(login.status()).toContain('could not be reached (the connection was lost).')
  expect(login.status()).not.toMatch(/CORS|origin/)
})

test('each slow_down adds 5 seconds, and they stay when it is over', async () => {
  const login = await troubledLogin()
  await login.trouble('slow-down-each')
  for (let polls = 0; polls < 3; polls++) await login.untilPoll()
  await login.trouble('slow-down-each')
  for (let polls = 0; polls < 2; polls++) await login.untilPoll()
  expect(
    login
      .judged('poll')
      .slice(0, 4)
      .map((poll) => Math.round(quietAfter(login, poll) / 1000)),
  ).toEqual([10, 15, 20, 20])
})

test('a device that is online again does not wait for its next poll', async () => {
  const login = await troubledLogin()
  await login.trouble('offline')
  for (let polls = 0; polls < 5; polls++) await login.untilPoll()
  await login.trouble('offline')
  const backAt = login.lab().clock.now()
  await login.untilPoll()
  expect(login.judged('poll').at(-1)!.sentAt - backAt).toBeLessThanOrEqual(5000)
})

describe('a login that the server ends is over, and says why', () => {
  test.each([
    ['deny', 'denied'],
    ['expire', 'expired'],
    ['pending-for-ever', 'expired'],
  ])('%s', async (name, reason) => {
    const login = await troubledLogin()
    await login.trouble(name)
    await login.press('Allow all')
    await login.untilStatus('error')
    expect(login.flow().error?.reason).toBe(reason)
    const requests = login.lab().wire.list().length
    await act(() => login.lab().clock.step(600_000))
    expect(login.lab().wire.list()).toHaveLength(requests)
  })
})
