import { createDeviceFlowMachine } from '@device-flow/machine'
import { createScriptedServices } from '@device-flow/testing'
import { createActor } from 'xstate'
import { expect, test } from 'vitest'
import { createAuthorizedFetch, createSession, trackInFlight } from '../src/index.ts'

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
