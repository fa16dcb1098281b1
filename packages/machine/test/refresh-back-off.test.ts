import { describe, expect, test } from 'vitest'
import type { RefreshStep } from '@device-flow/testing/virtual'
import { freshTokens, renewTokens } from '../src/tokens/index.ts'
import { login } from './support.ts'

type SignedIn = Awaited<ReturnType<typeof signedIn>>

/** A session whose access token died when it was a second old, and what the server answers to its refreshes. */
async function signedIn(refreshes: RefreshStep[], expiresInMs = 1_000) {
  const flow = login({ polls: [{ granted: { expiresInMs } }], refreshes })
  flow.send({ type: 'start' })
  await flow.decided()
  return {
    ...flow,
    accessToken: () => freshTokens(flow.actor, flow.clock.now).then(({ accessToken }) => accessToken.reveal()),
    refreshes: () => flow.services.calls('refreshTokens').length,
    /** When each refresh began, ms since the sign-in on the timer. */
    refreshTimes: () => flow.services.calls('refreshTokens').map((call) => call.startedAt.monotonic - 5_000),
  }
}

/** What so many calls for a token one after another come to. */
async function ends(flow: SignedIn, calls: number): Promise<unknown[]> {
  const all: unknown[] = []
  for (let call = 0; call < calls; call++) all.push(await flow.accessToken().catch((error: unknown) => error))
  return all
}

const unavailable: RefreshStep = { fault: 'serverError', retryAfterMs: 60_000, status: 503 }
const tooMany: RefreshStep = { fault: 'rateLimited', retryAfterMs: 60_000, status: 429 }

describe('a server that asks to be left alone is asked once, however often a token is wanted (case 4)', () => {
  test.each([
    ['429', tooMany, 429, 60],
    ['503', unavailable, 503, 60],
    ['403 by a proxy, in HTML', { fault: 'invalidResponse', status: 403, mayBeInFront: true }, 403, 5],
    ['400 by a proxy, in HTML', { fault: 'invalidResponse', status: 400, mayBeInFront: true }, 400, 5],
    ...[401, 403, 404, 405, 406, 409, 410, 415, 422, 426, 431].map(
      (code) =>
        [`${code} by a gateway, which is no OAuth`, { fault: 'invalidResponse', status: code }, code, 5] as const,
    ),
    ['slow_down', { fault: 'rateLimited', status: 400 }, 400, 5],
  ] as const)('%s', async (_, refresh, status, seconds) => {
    const flow = await signedIn([refresh])
    await flow.clock.advance(2_000)
    const failedAt = flow.clock.now()
    const errors = await ends(flow, 50)
    expect(flow.refreshes()).toBe(1)
    expect(new Set(errors).size).toBe(1)
    expect(errors[0]).toMatchObject({
      name: 'DeviceFlowError',
      reason: 'offline',
      status,
      retryAt: failedAt + seconds * 1_000,
      message: `The access token could not be renewed. The server answered HTTP ${status}. Scripted blip: ${refresh.fault}. Try again in ${seconds} s.`,
    })
  })

  test.each([
    ['no network', { fault: 'offline' }, /could not be reached.*try again in 5 s/],
    ['an answer that does not come', { fault: 'timeout' }, /Scripted blip: timeout.*try again in 5 s/],
    [
      'an answer that cannot be read',
      { fault: 'invalidResponse' },
      /renewed\. Scripted blip: invalidResponse\. Try again in 5 s/,
    ],
  ] as const)('%s', async (_, refresh, message) => {
    const flow = await signedIn([refresh])
    await flow.clock.advance(2_000)
    const errors = await ends(flow, 50)
    expect(flow.refreshes()).toBe(1)
    expect(new Set(errors).size).toBe(1)
    expect((errors[0] as Error).message).toMatch(message)
  })

  test('and so is one that says no and not why, which a person can cure, or another try', async () => {
    const flow = await signedIn([{ fault: 'invalidResponse', status: 400 }])
    await flow.clock.advance(2_000)
    const failedAt = flow.clock.now()
    const errors = await ends(flow, 50)
    expect(flow.refreshes()).toBe(1)
    expect(new Set(errors).size).toBe(1)
    expect(errors[0]).toMatchObject({
      reason: 'signedOut',
      status: 400,
      retryAt: failedAt + 5_000,
      message:
        'The access token could not be renewed. The server answered HTTP 400. Scripted blip: invalidResponse. Sign in again, or try again in 5 s.',
    })
    expect(flow.view()).toMatchObject({ status: 'error', canResume: true })
    await flow.clock.advance(5_000)
    expect(await flow.accessToken()).toBe('access-token-2')
  })

  test('and so is one that refuses for a reason that another try cannot cure', async () => {
    const flow = await signedIn([{ error: 'unsupported', code: 'invalid_client' }])
    await flow.clock.advance(2_000)
    await ends(flow, 50)
    for (let call = 0; call < 50; call++) {
      await expect(renewTokens(flow.actor)).rejects.toMatchObject({ reason: 'unsupported' })
    }
    expect(flow.refreshes()).toBe(1)
    await flow.clock.advance(5_000)
    expect((await renewTokens(flow.actor)).accessToken.reveal()).toBe('access-token-2')
  })

  test.each(['hint', 'retry', 'refresh'] as const)('and %s changes nothing about that', async (type) => {
    const flow = await signedIn([tooMany])
    await flow.clock.advance(2_000)
    await ends(flow, 1)
    for (let time = 0; time < 59; time++) {
      flow.send({ type })
      await ends(flow, 1)
      await flow.clock.advance(1_000)
    }
    expect(flow.refreshes()).toBe(1)
    await flow.clock.advance(1_000)
    expect(await flow.accessToken()).toBe('access-token-2')
    expect(flow.refreshTimes()).toEqual([2_000, 62_000])
  })

  test('nor does a wall clock that jumps ahead, or one that is set back', async () => {
    for (const jump of [3_600_000, -3_600_000]) {
      const flow = await signedIn([tooMany])
      await flow.clock.advance(2_000)
      await ends(flow, 1)
      flow.clock.jumpWall(jump)
      flow.send({ type: 'retry' })
      await flow.clock.advance(59_999)
      expect(flow.refreshes()).toBe(1)
      await flow.clock.advance(1)
      expect(flow.refreshes()).toBe(2)
    }
  })
})

describe('while the access token lives, a refresh that failed (case 4)', () => {
  test('is tried again when Retry-After has passed, and not when it is asked for', async () => {
    const flow = await signedIn([tooMany], 3_600_000)
    flow.send({ type: 'refresh' })
    await flow.clock.advance(0)
    const [first, ...others] = await Promise.all(
      Array.from({ length: 50 }, () => renewTokens(flow.actor).catch((error: unknown) => error)),
    )
    expect(first).toMatchObject({ reason: 'offline', status: 429, retryAt: flow.clock.now() + 60_000 })
    expect(new Set([first, ...others]).size).toBe(1)
    expect(flow.actor.getSnapshot().can({ type: 'refresh' })).toBe(false)
    expect(await flow.accessToken()).toBe('access-token-1')
    await flow.clock.advance(59_999)
    flow.send({ type: 'refresh' })
    expect(flow.refreshes()).toBe(1)
    await flow.clock.advance(1)
    expect(await flow.accessToken()).toBe('access-token-2')
  })

  test('tells the first who asked the same as those who ask later', async () => {
    const flow = await signedIn([tooMany], 3_600_000)
    const first = await renewTokens(flow.actor).catch((error: unknown) => error)
    expect(first).toMatchObject({ reason: 'offline', status: 429 })
    await expect(renewTokens(flow.actor)).rejects.toBe(first)
  })

  test('does not end the session when the token dies before the next try may leave', async () => {
    const flow = await signedIn([tooMany], 30_000)
    flow.send({ type: 'refresh' })
    await flow.clock.advance(30_000)
    await expect(flow.accessToken()).rejects.toMatchObject({ reason: 'offline', status: 429 })
    expect(flow.view()).toMatchObject({ status: 'authorized' })
    await flow.clock.advance(30_000)
    expect(await flow.accessToken()).toBe('access-token-2')
  })

  test('keeps its back-off where that is longer than Retry-After', async () => {
    const flow = await signedIn([{ fault: 'serverError', retryAfterMs: 1_000 }], 3_600_000)
    flow.send({ type: 'refresh' })
    await flow.clock.advance(10_000)
    expect(flow.refreshTimes()).toEqual([0, 5_000])
  })

  test('waits an hour at most, whatever the server asks for, and says so', async () => {
    const flow = await signedIn([{ fault: 'serverError', retryAfterMs: 9_999_999_000 }], 90 * 86_400_000)
    flow.send({ type: 'refresh' })
    await flow.clock.advance(0)
    await expect(renewTokens(flow.actor)).rejects.toThrow(/try again in 3600 s/i)
    await flow.clock.advance(3_599_999)
    expect(flow.refreshes()).toBe(1)
    await flow.clock.advance(1)
    expect(await flow.accessToken()).toBe('access-token-2')
  })

  test.each([Number.NaN, -1, 1e300])('is tried again, at last, where Retry-After is %d ms', async (retryAfterMs) => {
    const flow = await signedIn([{ fault: 'serverError', retryAfterMs }], 90 * 86_400_000)
    flow.send({ type: 'refresh' })
    await flow.clock.advance(4_999)
    expect(flow.refreshes()).toBe(1)
    await flow.clock.runUntil(() => flow.refreshes() === 2)
  })

  test('is left to those who ask for it when the clock fails', async () => {
    const flow = await signedIn([tooMany], 3_600_000)
    flow.services.sleep = () => Promise.reject(new Error('clock'))
    flow.send({ type: 'refresh' })
    await flow.clock.advance(0)
    expect(flow.actor.getSnapshot().matches({ authorized: 'held' })).toBe(true)
    expect((await renewTokens(flow.actor)).accessToken.reveal()).toBe('access-token-2')
  })
})

/** A session whose access token is dead, after the first of its refreshes has failed. */
async function outOfReach(...refreshes: RefreshStep[]) {
  const flow = await signedIn(refreshes)
  await flow.clock.advance(2_000)
  await ends(flow, 1)
  expect(flow.state()).toBe('error')
  return flow
}

describe('a session that is out of reach (case 4)', () => {
  test.each(['hint', 'retry'] as const)(
    'that is told to %s too early is refreshed when its time has come',
    async (type) => {
      const flow = await outOfReach(tooMany)
      flow.send({ type })
      expect(flow.view()).toMatchObject({ status: 'error', canResume: true })
      await flow.clock.advance(60_000)
      expect(flow.view().status).toBe('authorized')
      expect(flow.refreshTimes()).toEqual([2_000, 62_000])
    },
  )

  test('is not refreshed by itself: nobody may want it any more', async () => {
    const flow = await outOfReach(tooMany)
    await flow.clock.advance(3_600_000)
    expect(flow.refreshes()).toBe(1)
    expect(flow.clock.pendingTimers).toBe(0)
    flow.send({ type: 'hint' })
    await flow.clock.advance(0)
    expect(flow.view().status).toBe('authorized')
  })

  test('waits longer from try to try, but nobody waits more than 15 s for a server that is back', async () => {
    const flow = await outOfReach(...Array.from({ length: 5 }, (): RefreshStep => ({ fault: 'offline' })))
    for (let time = 0; time < 60; time++) {
      flow.send({ type: 'retry' })
      await flow.clock.advance(1_000)
    }
    expect(flow.services.gaps('refreshTokens').map((gap) => gap.monotonic)).toEqual([
      5_000, 10_000, 15_000, 15_000, 15_000,
    ])
    expect(flow.view().status).toBe('authorized')
  })

  test.each([
    ['start', 'requesting', 1],
    ['signOut', 'idle', 0],
    ['cancel', 'idle', 0],
  ] as const)('can be left at once by %s, and leaves no timer of its own', async (type, state, timers) => {
    const flow = await outOfReach(tooMany)
    flow.send({ type })
    expect(flow.state()).toBe(state)
    await flow.clock.advance(0)
    expect(flow.services.revoked).toHaveLength(1)
    expect(flow.clock.pendingTimers).toBe(timers)
  })

  test('can be refreshed when the clock fails', async () => {
    const flow = await signedIn([tooMany])
    await flow.clock.advance(2_000)
    flow.services.sleep = () => Promise.reject(new Error('clock'))
    await ends(flow, 1)
    flow.send({ type: 'retry' })
    await flow.clock.advance(0)
    expect(flow.view().status).toBe('authorized')
  })

  test('waits for nothing once somebody has signed in anew', async () => {
    const flow = await outOfReach(tooMany)
    flow.services.script({ polls: ['granted'] })
    flow.send({ type: 'start' })
    await flow.decided()
    expect((await renewTokens(flow.actor)).accessToken.reveal()).toBe('access-token-3')
  })
})
