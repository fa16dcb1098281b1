import { createActor, waitFor } from 'xstate'
import { describe, expect, test } from 'vitest'
import { createVirtualClock } from '@device-flow/testing/virtual'
import type { ScriptedServicesOptions } from '@device-flow/testing/virtual'
import {
  decodeDeviceSession,
  deviceFlowMachine,
  encodeDeviceSession,
  toDeviceSession,
  type DeviceSession,
} from '../src/index.ts'
import { login } from './support.ts'

type Login = ReturnType<typeof login>

/** What a crash leaves of a login: the session as it was stored, and the clock, after a while. */
function crash(flow: Login, awayMs: number, script: ScriptedServicesOptions = {}): Login {
  const session = toDeviceSession(flow.actor.getSnapshot())
  const stored = session && encodeDeviceSession(session)
  const clock = createVirtualClock({ now: flow.clock.now() + awayMs })
  return login({ clock, ...script }, { session: stored === undefined ? undefined : decodeDeviceSession(stored) })
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
    expect(restored.pollTimes()).toEqual([10_000])
  })

  test('from polling does not send the poll again at once: a whole interval passes first', async () => {
    const flow = await at('polling', { polls: ['hang'] })
    const restored = crash(flow, 0, { polls: ['granted'] })
    expect(restored.state()).toBe('awaitingUser')
    await restored.decided()
    expect(restored.pollTimes()).toEqual([5_000])
  })

  test('from a login whose code died meanwhile asks the server once, and then ends as expired', async () => {
    const flow = await at('awaitingUser')
    const restored = crash(flow, 3_600_000)
    await restored.decided()
    expect(restored.pollTimes()).toEqual([5_000])
    expect(restored.error()?.reason).toBe('expired')
  })

  test('from awaitingUser is not stalled by a wall clock that was set back an hour meanwhile', async () => {
    const flow = await at('awaitingUser')
    const restored = crash(flow, -3_600_000, { polls: ['granted'] })
    await restored.decided()
    expect(restored.pollTimes()).toEqual([5_000])
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

  test('from a session that was only out of reach tries to refresh at once', async () => {
    const script = {
      polls: [{ granted: { expiresInMs: 10_000 } }],
      refreshes: [{ fault: 'offline' }, { fault: 'offline' }],
    }
    const flow = await at('error', script as ScriptedServicesOptions)
    const restored = crash(flow, 0)
    await restored.clock.advance(0)
    expect(restored.state()).toBe('authorized')
    expect(restored.services.calls('refreshTokens')).toHaveLength(1)
  })
})

describe('a stored session', () => {
  const incomplete = JSON.stringify({
    version: 1,
    type: 'signedIn',
    refreshInFlight: false,
    tokens: { accessToken: 'canary-a' },
  })

  test.each([
    ['another version', JSON.stringify({ version: 2 }), /version 2/],
    ['no JSON', '{"version":1', /no session/],
    ['a list', '[]', /no session/],
    ['null', 'null', /no session/],
    ['nothing', '', /no session/],
    ['a type that does not exist', JSON.stringify({ version: 1, type: 'x' }), /misses something/],
    ['tokens with a member missing', incomplete, /misses something/],
    ['no tokens', JSON.stringify({ version: 1, type: 'signedIn' }), /misses something/],
    ['no authorization', JSON.stringify({ version: 1, type: 'pending' }), /misses something/],
  ])('F9: that is %s is refused with what to do, and without showing it', (_, stored, message) => {
    expect(() => decodeDeviceSession(stored)).toThrow(message)
    expect(() => decodeDeviceSession(stored)).toThrow(/sign in again/)
    expect(() => decodeDeviceSession(stored)).not.toThrow(/canary/)
  })

  test.each([
    ['verificationUri', 'javascript:alert(1)'],
    ['verificationUri', 'https://as.example@else.example/device'],
    ['verificationUri', '\u001bhttps://as.example/device'],
    ['verificationUriComplete', 'data:text/html,hello'],
    ['verificationUriComplete', ' javascript:alert(1)'],
    ['verificationUriComplete', 'https://as.example/de\nvice'],
  ])('with the %s %o, which no server could have had shown, is refused (H1)', async (member, address) => {
    const session = toDeviceSession((await at('awaitingUser')).actor.getSnapshot()) as DeviceSession
    const record = JSON.parse(encodeDeviceSession(session))
    expect(() => decodeDeviceSession(JSON.stringify(record))).not.toThrow()
    record.authorization[member] = address
    expect(() => decodeDeviceSession(JSON.stringify(record))).toThrow(/misses something or has it wrong/)
  })

  test.each(['awaitingUser', 'authorized'])(
    'that JSON.stringify wrote of %s is refused: it has no secrets',
    async (state) => {
      const session = toDeviceSession((await at(state)).actor.getSnapshot())
      expect(() => decodeDeviceSession(JSON.stringify(session))).toThrow(/encodeDeviceSession/)
    },
  )

  test('comes back as it was, expiry and all', async () => {
    const flow = await at('authorized')
    const session = toDeviceSession(flow.actor.getSnapshot()) as DeviceSession
    const text = encodeDeviceSession(session)
    expect(JSON.parse(encodeDeviceSession(decodeDeviceSession(text)))).toEqual(JSON.parse(text))
  })

  test('H3: shows no secret in plain JSON; only encodeDeviceSession writes them', async () => {
    const session = toDeviceSession((await at('authorized')).actor.getSnapshot())
    expect(JSON.stringify(session)).not.toMatch(/token-1/)
    expect(encodeDeviceSession(session as DeviceSession)).toMatch(/refresh-token-1/)
  })
})

test('the bare chart starts, and says by name what is missing when it is run', async () => {
  const actor = createActor(deviceFlowMachine, { input: {} }).start()
  actor.send({ type: 'start' })
  const { error } = (await waitFor(actor, (state) => state.matches('error'))).context
  expect(error?.reason).toBe('unexpected')
  expect(String(error?.cause)).toMatch(/"requestDeviceAuthorization".*createDeviceFlowMachine/)
})
