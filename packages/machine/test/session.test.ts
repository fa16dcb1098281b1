import { createActor, waitFor } from 'xstate'
import { describe, expect, test } from 'vitest'
import { createVirtualClock } from '@device-flow/testing/virtual'
import type { ScriptedServicesOptions } from '@device-flow/testing/virtual'
import { deviceFlowMachine, toDeviceSession, type DeviceSession } from '../src/index.ts'
import { login } from './support.ts'

type Login = ReturnType<typeof login>

/** What a crash leaves of a login: its session, and the clock, after a while. */
function crash(flow: Login, awayMs: number, script: ScriptedServicesOptions = {}): Login {
  const session = toDeviceSession(flow.actor.getSnapshot())
  const clock = createVirtualClock({ now: flow.clock.now() + awayMs })
  return login({ clock, ...script }, { session })
}

async function at(state: string, script: ScriptedServicesOptions = {}): Promise<Login> {
  const flow = login({ polls: ['pending', 'granted'], ...script })
  flow.send({ type: 'start' })
  await flow.clock.runUntil(() => flow.state() === state)
  return flow
}

describe('a restored session', () => {
  test.each(['idle', 'requesting', 'error'])('from %s is none: nothing starts by itself', async (state) => {
    const flow =
      state === 'idle' ? login() : await at(state, { authorizations: state === 'error' ? ['unexpected'] : ['hang'] })
    const restored = crash(flow, 1_000)
    await restored.clock.advance(86_400_000)
    expect(restored.state()).toBe('idle')
    expect(restored.services.calls('requestDeviceAuthorization')).toHaveLength(0)
  })

  test('from awaitingUser shows the same code at once and polls on, at the pace that slow_down asked for', async () => {
    const flow = await at('awaitingUser', { polls: ['slowDown'] })
    await flow.clock.advance(6_000)
    const restored = crash(flow, 1_000, { polls: ['granted'] })
    expect(restored.view()).toMatchObject({ status: 'awaitingUser', userCode: 'WDJB-MJHT' })
    await restored.decided()
    expect(restored.state()).toBe('authorized')
    expect(restored.services.calls('pollToken')[0]?.input.deviceCode.reveal()).toBe('device-code-1')
    expect(restored.pollTimes()).toEqual([11_000])
  })

  test('from polling does not send the poll again at once: an interval passes first, and a second for one still on its way (B14)', async () => {
    const flow = await at('polling', { polls: ['hang'] })
    const restored = crash(flow, 0, { polls: ['pending', 'granted'] })
    expect(restored.state()).toBe('awaitingUser')
    await restored.decided()
    expect(restored.pollTimes()).toEqual([6_000, 11_000])
  })

  test.each([
    [6_200, 5_700],
    [5_600, 5_100],
    [5_200, 5_000],
  ])('does not wait for that until its code, which lives %i ms, is dead (B14)', async (leftMs, pollAt) => {
    const flow = await at('polling', { polls: ['hang'] })
    const { expiresAt } = flow.actor.getSnapshot().context.authorization!
    const restored = crash(flow, expiresAt - leftMs - flow.clock.now(), { polls: ['granted'] })
    await restored.decided()
    expect(restored.pollTimes()).toEqual([pollAt])
  })

  test('from a login whose code died meanwhile asks the server once, and then ends as expired', async () => {
    const flow = await at('awaitingUser')
    const restored = crash(flow, 3_600_000, { polls: ['expired'] })
    await restored.decided()
    expect(restored.pollTimes()).toEqual([5_000])
    expect(restored.error()?.reason).toBe('expired')
  })

  test('from awaitingUser is not stalled by a wall clock that was set back an hour meanwhile', async () => {
    const flow = await at('awaitingUser')
    const restored = crash(flow, -3_600_000, { polls: ['granted'] })
    await restored.decided()
    expect(restored.pollTimes()).toEqual([6_000])
  })

  test('from authorized is signed in at once, without a request', async () => {
    const restored = crash(await at('authorized'), 60_000)
    await restored.clock.advance(0)
    expect(restored.view()).toMatchObject({ status: 'authorized', claims: { sub: 'person-1' } })
    expect(restored.services.calls('refreshTokens')).toHaveLength(0)
  })

  test('from authorized with an access token that died meanwhile refreshes at once', async () => {
    const restored = crash(await at('authorized'), 7_200_000)
    await restored.clock.advance(0)
    expect(restored.services.calls('refreshTokens').map((call) => call.input.refreshToken?.reveal())).toEqual([
      'refresh-token-1',
    ])
    expect(restored.state()).toBe('authorized')
  })

  test('from refreshing does not send the refresh again, until the access token is dead and nothing is left to lose', async () => {
    const flow = await at('authorized', { polls: ['granted'], refreshes: ['hang'] })
    flow.send({ type: 'refresh' })
    const restored = crash(flow, 0)
    expect(restored.state()).toBe('authorized')
    await restored.clock.advance(3_599_999)
    expect(restored.services.calls('refreshTokens')).toHaveLength(0)
    await restored.clock.advance(1)
    expect(restored.services.calls('refreshTokens')).toHaveLength(1)
  })

  test('from a session that was only out of reach is refreshed when its server may be asked again', async () => {
    const script = {
      polls: [{ granted: { expiresInMs: 10_000 } }],
      refreshes: [{ fault: 'offline' }, { fault: 'offline' }],
    }
    const flow = await at('error', script as ScriptedServicesOptions)
    const retryAt = flow.error()!.retryAt!
    const restored = crash(flow, 0)
    await restored.clock.advance(retryAt - restored.clock.now() - 1)
    expect(restored.services.calls('refreshTokens')).toHaveLength(0)
    await restored.clock.advance(1)
    expect(restored.state()).toBe('authorized')
    expect(restored.services.calls('refreshTokens')).toHaveLength(1)
    expect((await crashLater(flow, 60_000)).services.calls('refreshTokens')).toHaveLength(1)
  })

  test('that must not be refreshed yet is not, also by a clock that is set ahead meanwhile', async () => {
    const { tokens } = toDeviceSession((await at('authorized')).actor.getSnapshot()) as DeviceSession & {
      type: 'signedIn'
    }
    const clock = createVirtualClock({ now: tokens.receivedAt + 3_600_000 })
    const readAt = clock.now()
    const session = { version: 1, type: 'signedIn', tokens, refreshInFlight: false, readAt } as const
    const restored = login({ clock }, { session: { ...session, refreshNotBefore: readAt + 90_000 } })
    await clock.advance(0)
    clock.jumpWall(3_600_000)
    await clock.advance(89_999)
    expect(restored.services.calls('refreshTokens')).toHaveLength(0)
    await clock.advance(1)
    expect(restored.services.calls('refreshTokens')).toHaveLength(1)
  })
})

/** What becomes, at once, of a session that is taken up after a while. */
async function crashLater(flow: Login, awayMs: number): Promise<Login> {
  const restored = crash(flow, awayMs)
  await restored.clock.advance(0)
  return restored
}

test('the bare chart starts, and says by name what is missing when it is run', async () => {
  const actor = createActor(deviceFlowMachine, { input: {} }).start()
  actor.send({ type: 'start' })
  const { error } = (await waitFor(actor, (state) => state.matches('error'))).context
  expect(error?.reason).toBe('unexpected')
  expect(String(error?.cause)).toMatch(/"requestDeviceAuthorization".*createDeviceFlowMachine/)
})
