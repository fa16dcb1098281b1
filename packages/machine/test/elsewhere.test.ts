import { createActor } from 'xstate'
import { describe, expect, test } from 'vitest'
import { createScriptedServices, deviceAuthorization, tokenSet } from '@device-flow/testing/virtual'
import type { ScriptedServicesOptions } from '@device-flow/testing/virtual'
import { createDeviceFlowMachine, DeviceFlowError, type DeviceSession } from '../src/index.ts'
import { renewTokens } from '../src/tokens/index.ts'
import { login } from './support.ts'

type Flow = ReturnType<typeof login>

/** A login that listens to a keeper, and has come to a state. */
async function at(state: string, script: ScriptedServicesOptions = {}): Promise<Flow> {
  const flow = login({ restores: [], polls: ['pending', 'granted'], ...script })
  await flow.clock.advance(0)
  if (state !== 'idle') flow.send({ type: 'start' })
  await flow.clock.runUntil(() => flow.state() === state)
  return flow
}

const HOUR_MS = 3_600_000
const scopeOfTwo = { scope: 'openid', refreshToken: 'their-refresh-token' }

function theirs(flow: Flow, accessToken = 'their-token'): DeviceSession & { type: 'signedIn' } {
  const tokens = tokenSet({ ...scopeOfTwo, accessToken, receivedAt: flow.clock.now() })
  return { version: 1, type: 'signedIn', tokens, refreshInFlight: false }
}

const changed = (flow: Flow, session: DeviceSession | undefined): void =>
  flow.services.session?.notify({ type: 'sessionChanged', session })

const signedOutElsewhere = new DeviceFlowError('signedOut', 'Signed out in another tab.', { endedBy: 'elsewhere' })
const ended = (flow: Flow): void => flow.services.session?.notify({ type: 'sessionEnded', error: signedOutElsewhere })

const held = (flow: Flow): string | undefined => flow.actor.getSnapshot().context.tokens?.accessToken.reveal()

describe('a sign-in in another tab or process (R6)', () => {
  test.each(['idle', 'requesting', 'awaitingUser', 'polling', 'error'])(
    'is one here too, in %s, without a request',
    async (state) => {
      const scripts: Record<string, ScriptedServicesOptions> = {
        requesting: { authorizations: ['hang'] },
        polling: { polls: ['hang'] },
        error: { polls: ['denied'] },
      }
      const flow = await at(state, scripts[state])
      const polls = flow.services.calls('pollToken').length
      changed(flow, theirs(flow))
      expect(flow.view()).toMatchObject({ status: 'authorized', scope: 'openid', renewable: true })
      await flow.clock.advance(60_000)
      expect(flow.services.calls('pollToken')).toHaveLength(polls)
      expect(flow.services.calls('refreshTokens')).toHaveLength(0)
    },
  )

  test('is not revoked by the poll that was under way here, when that brings the very same session', async () => {
    const flow = await at('polling', { polls: [{ after: 1_000, do: { granted: { accessToken: 'their-token' } } }] })
    changed(flow, theirs(flow))
    await flow.clock.advance(1_000)
    expect(flow.services.revoked).toHaveLength(0)
    expect(held(flow)).toBe('their-token')
  })

  test('during a cancelled poll does not keep the grant of that poll from being revoked (E4)', async () => {
    const flow = await at('polling', { polls: [{ after: 1_000, do: 'granted' }] })
    flow.send({ type: 'cancel' })
    await flow.clock.advance(1_000)
    expect(flow.services.revoked.map(({ accessToken }) => accessToken.reveal())).toEqual(['access-token-1'])
  })

  test('is renewed in time here too', async () => {
    const flow = await at('idle')
    changed(flow, theirs(flow))
    await flow.clock.advance(HOUR_MS - 60_000)
    expect(flow.services.calls('refreshTokens').map(({ input }) => input.refreshToken?.reveal())).toEqual([
      'their-refresh-token',
    ])
  })
})

describe('tokens that another tab or process has renewed (R3)', () => {
  test('are used here too, without a request', async () => {
    const flow = await at('authorized')
    await flow.clock.advance(1_000)
    changed(flow, theirs(flow))
    expect(held(flow)).toBe('their-token')
    expect(flow.services.calls('refreshTokens')).toHaveLength(0)
  })

  test('are used here too where the server gives the same access token again, for longer', async () => {
    const flow = await at('authorized')
    await flow.clock.advance(1_000)
    const renewed = theirs(flow, held(flow))
    changed(flow, renewed)
    expect(flow.view()).toMatchObject({ accessTokenExpiresAt: renewed.tokens.expiresAt })
    expect(flow.actor.getSnapshot().context.tokens?.refreshToken?.reveal()).toBe('their-refresh-token')
  })

  test('are used at once by those who wait for a refresh under way', async () => {
    const flow = await at('authorized', { refreshes: [{ after: 5_000, do: 'refreshed' }] })
    const renewed = renewTokens(flow.actor)
    await flow.clock.advance(1_000)
    changed(flow, theirs(flow))
    expect((await renewed).accessToken.reveal()).toBe('their-token')
    expect(flow.view()).toMatchObject({ status: 'authorized', refreshing: false })
    await flow.clock.advance(5_000)
    expect(held(flow)).toBe('their-token')
  })

  test('bring back a session that was out of reach', async () => {
    const flow = await at('authorized', { refreshes: [{ fault: 'offline' }] })
    flow.clock.jumpWall(HOUR_MS)
    flow.send({ type: 'refresh' })
    await flow.clock.advance(0)
    expect(flow.view()).toMatchObject({ status: 'error', canResume: true })
    changed(flow, theirs(flow))
    expect(flow.view()).toMatchObject({ status: 'authorized', problem: undefined })
  })

  test('are not used when a notice comes late, and newer ones are here', async () => {
    const flow = await at('authorized')
    const late = theirs(flow)
    await flow.clock.advance(1_000)
    await renewTokens(flow.actor)
    changed(flow, late)
    expect(held(flow)).toBe('access-token-2')
  })

  test('change nothing when they are those that are here: no back-off ends by it', async () => {
    const flow = await at('authorized', { refreshes: [{ fault: 'offline' }] })
    flow.send({ type: 'refresh' })
    await flow.clock.advance(0)
    const before = flow.actor.getSnapshot()
    changed(flow, theirs(flow, 'access-token-1'))
    expect(flow.actor.getSnapshot().matches({ authorized: 'backingOff' })).toBe(true)
    expect(flow.actor.getSnapshot().context).toBe(before.context)
  })

  test('that the server refuses to renew any more are not renewable here either (R9)', async () => {
    const flow = await at('authorized')
    changed(flow, { ...theirs(flow, 'access-token-1'), refusal: new DeviceFlowError('signedOut', 'Refused there.') })
    expect(flow.view()).toMatchObject({ renewable: false, problem: { message: 'Refused there.' } })
    await flow.clock.advance(HOUR_MS)
    expect(flow.error()?.message).toBe('Refused there.')
    expect(flow.services.calls('refreshTokens')).toHaveLength(0)
  })
})

describe('a session that was ended elsewhere', () => {
  test.each([
    ['authorized', {}],
    ['refreshing', { refreshes: [{ after: 1_000, do: 'refreshed' }] }],
  ] as const)('is over in %s, with who ended it, and nothing brings it back', async (state, script) => {
    const flow = await at('authorized', script)
    if (state === 'refreshing') flow.send({ type: 'refresh' })
    ended(flow)
    expect(flow.view()).toEqual({ status: 'error', error: signedOutElsewhere, canResume: false })
    await flow.clock.advance(HOUR_MS)
    expect(flow.view().status).toBe('error')
    expect(flow.services.revoked).toHaveLength(0)
  })

  test('is over when it is out of reach', async () => {
    const flow = await at('authorized', { refreshes: [{ fault: 'offline' }] })
    flow.clock.jumpWall(HOUR_MS)
    flow.send({ type: 'refresh' })
    await flow.clock.advance(0)
    ended(flow)
    expect(flow.view()).toEqual({ status: 'error', error: signedOutElsewhere, canResume: false })
  })

  test.each(['idle', 'awaitingUser'])('is nothing to a login in %s', async (state) => {
    const flow = await at(state)
    ended(flow)
    expect(flow.state()).toBe(state)
  })

  test('is followed by a sign-in elsewhere, which is one here too', async () => {
    const flow = await at('authorized')
    ended(flow)
    changed(flow, theirs(flow))
    expect(held(flow)).toBe('their-token')
  })
})

describe('a login that is given up in another tab', () => {
  test.each(['awaitingUser', 'polling'])('is given up in %s, and is not forgotten twice', async (state) => {
    const flow = await at(state, state === 'polling' ? { polls: ['hang'] } : {})
    changed(flow, undefined)
    expect(flow.view()).toEqual({ status: 'idle', restoring: false })
    expect(flow.services.session?.forgotten).toEqual([])
  })

  test.each(['idle', 'authorized'])('is nothing to a login in %s', async (state) => {
    const flow = await at(state)
    changed(flow, undefined)
    expect(flow.state()).toBe(state)
  })

  test('is nothing to one that only polls more often or less', async () => {
    const flow = await at('awaitingUser')
    changed(flow, {
      version: 1,
      type: 'pending',
      authorization: deviceAuthorization(),
      intervalMs: 10_000,
      lastReplyAt: flow.clock.now(),
    })
    expect(flow.state()).toBe('awaitingUser')
  })
})

test('a notice of another client is refused to the keeper, and changes nothing', async () => {
  const flow = await at('authorized', { client: { server: 'https://a.example', clientId: 'tv' } })
  expect(() => changed(flow, theirs(flow))).toThrow(/another server or client/)
  expect(held(flow)).toBe('access-token-1')
})

test('a keeper that cannot watch stops no login', async () => {
  const services = createScriptedServices({ restores: [], polls: ['granted'] })
  services.session!.watch = () => {
    throw new Error('no events here')
  }
  const actor = createActor(createDeviceFlowMachine(services)).start()
  await services.clock.advance(0)
  actor.send({ type: 'start' })
  await services.clock.advance(5_000)
  expect(actor.getSnapshot().matches('authorized')).toBe(true)
})
