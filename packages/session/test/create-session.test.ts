import { createDeviceFlowMachine } from '@device-flow/machine'
import { createScriptedServices } from '@device-flow/testing'
import { createActor } from 'xstate'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createAuthorizedFetch, createSession, memoryStore, trackInFlight, withSession } from '../src/index.ts'

test('services whose requests are tracked keep their client, and are called on themselves', async () => {
  class Services {
    readonly client = { server: 'https://as.example', clientId: 'tv' }
    readonly who = 'person-1'
    async fetchUserInfo() {
      return { sub: this.who }
    }
  }
  const tracked = trackInFlight(Object.assign(new Services(), createScriptedServices({ polls: ['granted'] })))
  expect(tracked.services.client).toEqual({ server: 'https://as.example', clientId: 'tv' })
  expect(await tracked.services.fetchUserInfo?.({} as never)).toEqual({ sub: 'person-1' })
})

test('a poll that was cancelled is in flight until its late grant has been revoked', async () => {
  const services = createScriptedServices({ polls: [{ after: 1000, do: 'granted' }] })
  const tracked = trackInFlight(services)
  const actor = createActor(createDeviceFlowMachine(tracked.services)).start()
  actor.send({ type: 'start' })
  await services.clock.advance(5000)
  actor.send({ type: 'cancel' })
  expect(tracked.isInFlight()).toBe(true)
  const settled = tracked.settled().then(() => services.revoked.length)
  await services.clock.advance(1000)
  expect(await settled).toBe(1)
  expect([tracked.isInFlight(), tracked.hasRevoked()]).toEqual([false, true])
})

test('a sign-out waits for the revocation also where services of one’s own stand before those that are tracked', async () => {
  const services = createScriptedServices({ polls: ['granted'] })
  const tracked = trackInFlight(services)
  const slower: typeof tracked.services = {
    ...tracked.services,
    async revokeTokens(tokens) {
      for (let turn = 0; turn < 20; turn++) await undefined
      return tracked.services.revokeTokens(tokens)
    },
  }
  const actor = createActor(createDeviceFlowMachine(slower)).start()
  actor.send({ type: 'start' })
  await services.clock.advance(5000)
  expect(await createSession(actor, tracked).signOut()).toEqual({ revoked: true })
})

test('by the platform’s clock and fetch, a session needs nothing but its actor and its services', async () => {
  const services = createScriptedServices({ polls: ['granted'] })
  const tracked = trackInFlight(services)
  const actor = createActor(createDeviceFlowMachine(tracked.services)).start()
  const fetch = createAuthorizedFetch(actor, { allowedOrigins: ['https://api.example.com'] })
  await expect(fetch('https://api.example.com/')).rejects.toMatchObject({ reason: 'signedOut' })
  actor.send({ type: 'start' })
  await services.clock.advance(5000)
  expect(await createSession(actor, tracked).signOut()).toEqual({ revoked: true })
})

test.each([
  ['rejects', () => Promise.reject(new Error('Own'))],
  [
    'throws',
    () => {
      throw new Error('Own')
    },
  ],
  ['brings nothing', () => undefined as never],
])('a keeper of one’s own that %s as it settles keeps no session from being closed', async (_, settle) => {
  const services = createScriptedServices({ restores: [] })
  const tracked = trackInFlight({ ...services, session: { ...services.session!, settle } })
  const actor = createActor(createDeviceFlowMachine(tracked.services)).start()
  await expect(createSession(actor, tracked).close()).resolves.toBeUndefined()
})

test('a keeper of one’s own that never settles is given up after 30 s', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const services = createScriptedServices({ restores: [] })
  const tracked = trackInFlight({ ...services, session: { ...services.session!, settle: () => new Promise(() => {}) } })
  const closed = vi.fn<() => void>()
  void tracked.settled().then(closed)
  await vi.advanceTimersByTimeAsync(29_000)
  expect(closed).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(closed).toHaveBeenCalled()
})

test('whoever waits for a renewal as the session is closed hears that, and not that nobody is signed in', async () => {
  const services = createScriptedServices({ polls: ['granted'], refreshes: [{ after: 1_000, do: 'refreshed' }] })
  const tracked = trackInFlight(services)
  const actor = createActor(createDeviceFlowMachine(tracked.services)).start()
  actor.send({ type: 'start' })
  await services.clock.advance(5000)
  const session = createSession(actor, tracked)
  const closed = {
    reason: 'signedOut',
    message: 'The session was closed here, and is no longer renewed. Open it anew.',
  }
  const refreshed = session.refresh().catch((error: unknown) => error)
  const closing = session.close()
  await services.clock.advance(1_000)
  expect(await refreshed).toMatchObject(closed)
  await closing
  await expect(session.refresh()).rejects.toMatchObject(closed)
})

test('what is not given at all is named, and not a member of undefined', () => {
  const nothing = undefined as never
  const services = createScriptedServices()
  const actor = createActor(createDeviceFlowMachine(services))
  expect(() => createSession(actor, nothing)).toThrow('tracked: must be what trackInFlight returns')
  expect(() => trackInFlight(nothing)).toThrow('services: must be those of a login')
  expect(() => withSession(nothing, { store: memoryStore() })).toThrow('services: must be those of a login')
  expect(() => createAuthorizedFetch(nothing)).toThrow('source: must be the actor of a login')
  expect(() => createAuthorizedFetch(services as never)).toThrow('source: must be the actor of a login')
})
