import { describe, expect, test } from 'vitest'
import type { RefreshStep, ScriptedServicesOptions } from '@device-flow/testing/virtual'
import type { DeviceSession } from '../src/index.ts'
import { freshTokens, renewTokens } from '../src/tokens/index.ts'
import { tokenSet } from '@device-flow/testing/virtual'
import { login } from './support.ts'

const HOUR_MS = 3_600_000
const lost: RefreshStep = { fault: 'offline', isLost: true }
const lostLate: RefreshStep = { after: 30_000, do: { fault: 'timeout', isLost: true } }

/** A session whose first refresh begins now, and when each refresh begins, counted from then; ms. */
async function refreshing(refreshes: RefreshStep[], script: ScriptedServicesOptions = {}) {
  const flow = login({ polls: ['granted'], refreshes, ...script })
  flow.send({ type: 'start' })
  await flow.decided()
  flow.send({ type: 'refresh' })
  await flow.clock.advance(0)
  const times = (): number[] => {
    const begun = flow.services.calls('refreshTokens').map(({ startedAt }) => startedAt.monotonic)
    return begun.map((at) => at - begun[0]!)
  }
  return { ...flow, times }
}

describe('a refresh whose reply was lost (R5, T2)', () => {
  test('is sent again at once, with the same refresh token, while the server still takes that', async () => {
    const flow = await refreshing([{ after: 2_000, do: lost }])
    await flow.clock.advance(2_000)
    expect(flow.times()).toEqual([0, 2_000])
    const used = flow.services.calls('refreshTokens').map(({ input }) => input.refreshToken?.reveal())
    expect(used).toEqual(['refresh-token-1', 'refresh-token-1'])
    expect(flow.view()).toMatchObject({ status: 'authorized', problem: undefined })
    expect(flow.actor.getSnapshot().context.tokens?.accessToken.reveal()).toBe('access-token-2')
  })

  test('is sent again once: after that the access token is used to its end, and the view says why', async () => {
    const flow = await refreshing([lost, lost])
    expect(flow.view()).toMatchObject({ status: 'authorized', refreshing: false, problem: { reason: 'offline' } })
    expect((flow.view() as { problem: Error }).problem.message).toMatch(/response was lost/)
    await flow.clock.advance(HOUR_MS - 1)
    expect(flow.times()).toEqual([0, 0])
    await flow.clock.advance(1)
    expect(flow.times()).toEqual([0, 0, HOUR_MS])
    expect(flow.view()).toMatchObject({ status: 'authorized', problem: undefined })
  })

  test('is not said to be lost where an error came: that the server may have renewed the tokens all the same is', async () => {
    const answered: RefreshStep = { fault: 'serverError', status: 500, isLost: true }
    const flow = await refreshing([answered, answered])
    expect((flow.view() as { problem: Error }).problem.message).toBe(
      'The access token could not be renewed. The server answered HTTP 500. Scripted blip: serverError. Try again in 5 s. The server may have replaced the refresh token all the same.',
    )
  })

  test.each([
    ['that came later than the server takes it', [lostLate], {}],
    ['of a server that does not take it at all', [lost], { refreshGraceMs: 0 }],
    ['of a server that asks to be left alone', [{ fault: 'serverError', isLost: true, retryAfterMs: 60_000 }], {}],
    ['and a second one that did not even leave', [lost, { fault: 'offline' }], {}],
  ] as [string, RefreshStep[], ScriptedServicesOptions][])(
    '%s waits for the end of the access token',
    async (_, steps, script) => {
      const flow = await refreshing(steps, script)
      await flow.clock.advance(HOUR_MS - 1)
      expect(flow.times()).toHaveLength(steps.length)
      await flow.clock.advance(1)
      expect(flow.times().at(-1)).toBe(HOUR_MS)
    },
  )

  test('takes as long as the server is known to take it', async () => {
    const flow = await refreshing([lostLate], { refreshGraceMs: 30_001 })
    await flow.clock.advance(30_000)
    expect(flow.times()).toEqual([0, 30_000])
  })

  test('is not sent again a little early, for who wants a token: it is renewed when it is dead', async () => {
    const flow = await refreshing([lost, lost])
    const fresh = () => freshTokens(flow.actor, () => flow.clock.now()).then(({ accessToken }) => accessToken.reveal())
    await flow.clock.advance(HOUR_MS - 5_000)
    expect(await fresh()).toBe('access-token-1')
    expect(flow.times()).toHaveLength(2)
    flow.clock.jumpWall(5_000)
    expect(await fresh()).toBe('access-token-2')
  })

  test('is sent again for a 401, which says that nothing is left to lose, and not before the back-off has passed', async () => {
    const flow = await refreshing([lost, lost])
    await expect(renewTokens(flow.actor)).rejects.toMatchObject({ reason: 'offline' })
    await flow.clock.advance(5_000)
    expect((await renewTokens(flow.actor)).accessToken.reveal()).toBe('access-token-2')
    expect(flow.times()).toEqual([0, 0, 5_000])
  })

  test('is not sent again by itself where nobody knows when the access token dies', async () => {
    const flow = await refreshing([lost, lost], { polls: [{ granted: { expiresInMs: null } }] })
    await flow.clock.advance(86_400_000)
    expect(flow.times()).toHaveLength(2)
    expect(flow.view().status).toBe('authorized')
    expect((await renewTokens(flow.actor)).accessToken.reveal()).toBe('access-token-2')
  })

  test('and whose access token is dead is out of reach, as without network', async () => {
    const flow = login({ polls: [{ granted: { expiresInMs: 1_000 } }], refreshes: [lost, lost, lost] })
    flow.send({ type: 'start' })
    await flow.decided()
    await flow.clock.advance(10_000)
    expect(flow.view()).toMatchObject({ status: 'error', error: { reason: 'offline' }, canResume: true })
    flow.send({ type: 'retry' })
    await flow.clock.advance(15_000)
    expect(flow.services.calls('refreshTokens')).toHaveLength(3)
  })
})

test('a person who wants the session back does not wait longer than the server takes the refresh token again (R5)', async () => {
  const busy: RefreshStep = { fault: 'serverError', status: 503 }
  const flow = login(
    { polls: [{ granted: { expiresInMs: 1_000 } }], refreshes: [lost, busy, busy] },
    { keepTrying: true },
  )
  flow.send({ type: 'start' })
  await flow.decided()
  await flow.clock.advance(20_000)
  const begun = flow.services.calls('refreshTokens').map(({ startedAt }) => startedAt.monotonic)
  // Half of the 10 s that are left, and half of the other half; 10 s of back-off would be too late.
  expect(begun.map((at) => at - begun[0]!)).toEqual([0, 0, 5_000, 7_500])
  expect(flow.view().status).toBe('authorized')
})

test('a refresh that surely did not leave backs off, as ever', async () => {
  const flow = await refreshing([{ fault: 'offline' }, { fault: 'offline' }])
  await flow.clock.advance(15_000)
  expect(flow.times()).toEqual([0, 5_000, 15_000])
})

describe('a refresh that was under way when the process ended (R11, T1)', () => {
  const tokens = tokenSet()
  const restored = (details: Partial<DeviceSession & { type: 'signedIn' }>, refreshes: RefreshStep[] = []) =>
    login({ refreshes }, { session: { version: 1, type: 'signedIn', tokens, refreshInFlight: true, ...details } })
  const at = tokens.receivedAt

  test('is sent again at once, while the server still takes the refresh token', async () => {
    const flow = restored({ refreshSentAt: at - 9_999, readAt: at })
    await flow.clock.advance(0)
    expect(flow.services.calls('refreshTokens')).toHaveLength(1)
    expect(flow.actor.getSnapshot().context.tokens?.accessToken.reveal()).toBe('access-token-1')
  })

  test('is waited for by whoever asks for a token that is about to expire: it leaves at once', async () => {
    const flow = restored({
      refreshSentAt: at - 1_000,
      readAt: at,
      tokens: tokenSet({ accessToken: 'old', receivedAt: at - HOUR_MS, expiresInMs: HOUR_MS + 5_000 }),
    })
    const asked = freshTokens(flow.actor, () => at)
    await flow.clock.advance(0)
    expect((await asked).accessToken.reveal()).toBe('access-token-1')
    expect(flow.services.calls('refreshTokens')).toHaveLength(1)
  })

  test('is sent again once, not twice', async () => {
    const flow = restored({ refreshSentAt: at - 1_000, readAt: at }, [lost])
    await flow.clock.advance(HOUR_MS - 1)
    expect(flow.services.calls('refreshTokens')).toHaveLength(1)
  })

  test.each([
    ['within the grace', { refreshSentAt: at - 1_000, readAt: at }],
    ['nobody knows when', {}],
  ])('is none where no refresh token is kept: the access token is used to its end, %s', async (_, details) => {
    const { refreshToken: _none, ...unrenewable } = tokens
    const flow = restored({ ...details, tokens: unrenewable })
    await flow.clock.advance(2 * HOUR_MS)
    expect(flow.services.calls('refreshTokens')).toHaveLength(0)
    expect(flow.view()).toMatchObject({ status: 'authorized', renewable: false, problem: undefined })
    await expect(renewTokens(flow.actor)).rejects.toMatchObject({ reason: 'unsupported' })
  })

  test.each([
    ['long ago', { refreshSentAt: at - 10_000, readAt: at }],
    ['nobody knows when', {}],
    ['in the future, by a clock that was set back', { refreshSentAt: at + 1, readAt: at }],
  ])('%s waits for the end of the access token', async (_, details) => {
    const flow = restored(details)
    await flow.clock.advance(HOUR_MS - 1)
    expect(flow.services.calls('refreshTokens')).toHaveLength(0)
    await flow.clock.advance(1)
    expect(flow.services.calls('refreshTokens')).toHaveLength(1)
  })
})
