import { createActor } from 'xstate'
import { describe, expect, test } from 'vitest'
import { createScriptedServices, deviceAuthorization, tokenSet } from '@device-flow/testing/virtual'
import type { RestoreStep } from '@device-flow/testing/virtual'
import { createDeviceFlowMachine, toView, type DeviceSession } from '../src/index.ts'
import { login } from './support.ts'

const signedIn: DeviceSession = {
  version: 1,
  type: 'signedIn',
  tokens: tokenSet({ accessToken: 'kept-token' }),
  refreshInFlight: false,
}
const pending: DeviceSession = {
  version: 1,
  type: 'pending',
  authorization: deviceAuthorization({ userCode: 'KEPT-CODE' }),
  intervalMs: 5_000,
  lastReplyAt: deviceAuthorization().receivedAt,
}

/** A login whose services keep a session, which takes them a second to read. */
const slowly = (kept: RestoreStep) => login({ restores: [{ after: 1_000, do: kept }] })

describe('a login whose services keep a session', () => {
  test('begins with what is kept, and says so while it is read', async () => {
    const flow = slowly(signedIn)
    expect(flow.view()).toEqual({ status: 'idle', restoring: true })
    await flow.clock.advance(1_000)
    expect(flow.view()).toMatchObject({ status: 'authorized', claims: { sub: 'person-1' } })
    expect(flow.services.calls('refreshTokens')).toHaveLength(0)
  })

  test('goes on with a code that is kept', async () => {
    const flow = login({ restores: [pending], polls: ['granted'] })
    await flow.clock.advance(0)
    expect(flow.view()).toMatchObject({ status: 'awaitingUser', userCode: 'KEPT-CODE' })
    await flow.decided()
    expect(flow.services.calls('requestDeviceAuthorization')).toHaveLength(0)
  })

  test('asks nobody to sign in when nothing is kept', async () => {
    const flow = slowly('nothing')
    await flow.clock.advance(1_000)
    expect(flow.view()).toEqual({ status: 'idle', restoring: false })
    await flow.clock.advance(86_400_000)
    expect(flow.services.calls('requestDeviceAuthorization')).toHaveLength(0)
    expect(flow.services.session?.restores).toBe(1)
  })

  test('given a session, does not read another one', async () => {
    const flow = login({ restores: [pending] }, { session: signedIn })
    await flow.clock.advance(0)
    expect(flow.view().status).toBe('authorized')
    expect(flow.services.session?.restores).toBe(0)
  })

  test('reads nothing before it starts, and stops reading with it (a server that renders)', async () => {
    const services = createScriptedServices({ restores: ['hang'] })
    const actor = createActor(createDeviceFlowMachine(services))
    expect(toView(actor.getSnapshot())).toEqual({ status: 'idle', restoring: true })
    await services.clock.advance(0)
    expect([services.session?.restores, services.session?.watchers]).toEqual([0, 0])
    actor.start()
    expect([services.session?.restores, services.session?.watchers]).toEqual([1, 1])
    actor.stop()
    expect(services.session?.watchers).toBe(0)
  })

  test('says nothing of restoring, and is idle at once, when its services keep none', () => {
    expect(login().view()).toEqual({ status: 'idle', restoring: false })
  })
})

describe('start while what is kept is read', () => {
  test('begins when it is known that nothing is kept, and asks for what was asked for', async () => {
    const flow = slowly('nothing')
    flow.send({ type: 'start', request: { scope: 'openid calendar' } })
    expect(flow.view()).toEqual({ status: 'idle', restoring: true })
    await flow.clock.advance(1_000)
    expect(flow.view().status).toBe('awaitingUser')
    expect(flow.services.calls('requestDeviceAuthorization').map(({ input }) => input)).toEqual([
      { scope: 'openid calendar' },
    ])
  })

  test('is nothing to a person who turns out to be signed in', async () => {
    const flow = slowly(signedIn)
    flow.send({ type: 'start' })
    await flow.clock.advance(1_000)
    expect(flow.view().status).toBe('authorized')
    flow.send({ type: 'signOut' })
    await flow.clock.advance(0)
    expect(flow.view()).toEqual({ status: 'idle', restoring: false })
    expect(flow.services.calls('requestDeviceAuthorization')).toHaveLength(0)
  })

  test('can be taken back', async () => {
    const flow = slowly('nothing')
    flow.send({ type: 'start' })
    flow.send({ type: 'cancel' })
    await flow.clock.advance(1_000)
    expect(flow.view()).toEqual({ status: 'idle', restoring: false })
  })
})

describe('a sign-out of a session that is kept', () => {
  const stored: RestoreStep = { after: 1_000, do: 'nothing' }

  const outOfReach: DeviceSession = { ...signedIn, tokens: tokenSet({ expiresInMs: 1 }) }

  test.each([
    ['signOut', 'authorized', signedIn],
    ['signOut', 'error', outOfReach],
    ['cancel', 'error', outOfReach],
  ] as const)(
    'is not shown as done before it is stored: a reload would sign in again (%s in %s, T17)',
    async (type, state, session) => {
      const flow = login({ restores: [session, stored], refreshes: [{ fault: 'offline' }] })
      await flow.clock.runUntil(() => flow.state() === state)
      flow.send({ type })
      expect(flow.view()).toEqual({ status: 'idle', restoring: true })
      expect(flow.services.calls('revokeTokens')).toHaveLength(1)
      await flow.clock.advance(1_000)
      expect(flow.view()).toEqual({ status: 'idle', restoring: false })
    },
  )

  test('is stored before a new login begins that a person asks for at once', async () => {
    const flow = login({ restores: [signedIn, stored] })
    await flow.clock.advance(0)
    flow.send({ type: 'signOut' })
    flow.send({ type: 'start', request: { scope: 'openid calendar' } })
    expect(flow.services.calls('requestDeviceAuthorization')).toHaveLength(0)
    await flow.clock.advance(1_000)
    expect(flow.view().status).toBe('awaitingUser')
  })
})

describe('a kept session that cannot be read', () => {
  const unreadable: RestoreStep = { error: 'storage' }

  test('is an error that says so, and retry reads it again', async () => {
    const flow = login({ restores: [unreadable, unreadable, signedIn] })
    await flow.clock.advance(0)
    expect(flow.view()).toMatchObject({ status: 'error', error: { reason: 'storage' }, canResume: false })
    flow.send({ type: 'retry' })
    expect(flow.view()).toEqual({ status: 'idle', restoring: true })
    await flow.clock.advance(0)
    expect(flow.view().status).toBe('error')
    flow.send({ type: 'retry' })
    await flow.clock.advance(0)
    expect(flow.view().status).toBe('authorized')
  })

  test('does not keep anybody from signing in', async () => {
    const flow = login({ restores: [unreadable], polls: ['denied'] })
    await flow.clock.advance(0)
    flow.send({ type: 'start' })
    await flow.decided()
    expect(flow.error()?.reason).toBe('denied')
    flow.send({ type: 'retry' })
    expect(flow.state()).toBe('requesting')
  })

  test('is left at that by cancel', async () => {
    const flow = login({ restores: [unreadable] })
    await flow.clock.advance(0)
    flow.send({ type: 'cancel' })
    expect(flow.view()).toEqual({ status: 'idle', restoring: false })
    expect(flow.services.session?.restores).toBe(1)
  })

  test('of another client is refused, as one that an app gives', async () => {
    const client = { server: 'https://a.example', clientId: 'tv' }
    const flow = login({ client, restores: [{ ...signedIn, client: { ...client, clientId: 'other' } }] })
    await flow.clock.advance(0)
    expect(flow.error()).toMatchObject({ reason: 'unexpected', cause: { problem: 'otherClient' } })
  })
})

test('XState’s own snapshot of a login that was reading what is kept reads it again, and goes on listening', async () => {
  const snapshot = login({ restores: ['hang'] }).actor.getPersistedSnapshot()
  const services = createScriptedServices({ restores: [signedIn] })
  const actor = createActor(createDeviceFlowMachine(services), { snapshot }).start()
  await services.clock.advance(0)
  expect(toView(actor.getSnapshot()).status).toBe('authorized')
  expect(services.session?.watchers).toBe(1)
})
