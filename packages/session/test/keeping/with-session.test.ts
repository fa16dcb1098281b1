import { createScriptedServices, tokenSet } from '@device-flow/testing'
import { expect, test } from 'vitest'
import { memoryStore, openSession, withSession } from '../../src/index.ts'
import type { KeptServices } from '../../src/index.ts'
import { decodeRecord, sessionKey } from '../../src/record/index.ts'
import { accessTokenOf, CLIENT, KEY, tabs } from './tabs.ts'

test('a session that an app gives to the chart by itself is kept from its first refresh on', async () => {
  const world = tabs()
  const tab = world.open()
  const granted = world.server.grant()
  expect(accessTokenOf(await tab.services.refreshTokens(granted))).toBe('access f1.2')
  expect((await world.stored())?.signedIn?.tokens.refreshToken).toBe('f1.2')
})

test('tokens that nothing is known of are not renewed where the session was signed out (T17)', async () => {
  const world = tabs()
  const tab = await world.signedIn()
  await tab.services.revokeTokens(await tab.tokens())
  const outcome = await world.open().services.refreshTokens(tokenSet({ refreshToken: 'f1.1' }))
  expect(outcome).toMatchObject({ type: 'refused', error: { endedBy: 'elsewhere' } })
  expect(world.server.refreshes).toEqual([])
})

test('the key names client and server, and an app may take its own', async () => {
  const world = tabs()
  await world
    .open({ key: 'my session' })
    .services.requestDeviceAuthorization({}, { signal: new AbortController().signal })
  expect(await world.store.read(KEY)).toBeUndefined()
  expect(await world.store.read('my session')).toBeDefined()
  expect(KEY).toBe(sessionKey(CLIENT))
})

test('what the app keeps beside the session stays through all writes, also those of others', async () => {
  const world = tabs()
  const app = { issuer: 'https://as.example/' }
  const tab = world.open({ app })
  await tab.services.requestDeviceAuthorization({}, { signal: new AbortController().signal })
  await world.signedIn()
  expect((await world.stored())?.app).toEqual(app)
})

test('services keep what they have beside the port, and are called on themselves', async () => {
  class Services {
    readonly #who = 'person-1'
    fetchUserInfo = async () => ({ sub: this.#who })
  }
  const world = tabs()
  const below = Object.assign(new Services(), world.server.services(), { refreshGraceMs: 20_000 })
  const kept = withSession(below, { store: memoryStore(), clock: world.clock })
  expect(kept).toMatchObject({ client: CLIENT, refreshGraceMs: 20_000 })
  expect(await kept.fetchUserInfo?.(tokenSet())).toEqual({ sub: 'person-1' })
})

test('services that do not say whose they are keep a session too', async () => {
  const world = tabs(undefined, { client: undefined })
  const tab = await world.signedIn()
  expect(await tab.tokens()).toBeDefined()
  expect(decodeRecord((await world.store.read('device-flow'))!.text).lineage).toBe('')
})

test('a 401 renews the token once, with a token that the store has (T28)', async () => {
  const world = tabs()
  const [one, other] = [await world.signedIn(), world.open()]
  const held = await other.tokens()
  await one.services.refreshTokens(await one.tokens())
  // The server has ended the old access token by that: this tab hears of it by a 401, and asks for another.
  expect(accessTokenOf(await other.services.refreshTokens(held))).toBe('access f1.2')
  expect(world.server.refreshes).toHaveLength(1)
})

test('its fetch sends the token to the origins of the API alone', async () => {
  const world = tabs(undefined, { client: { ...CLIENT, audience: 'https://api.example.com' } })
  const tab = world.open()
  const tokens = tokenSet()
  const fetch = tab.services.session.createFetch({
    held: () => tokens,
    fresh: async () => tokens,
    renew: async () => tokens,
  })
  await expect(fetch('https://elsewhere.example/')).rejects.toMatchObject({ name: 'OriginNotAllowedError' })
})

test('the fetch of the login goes by the one that it is given', async () => {
  const world = tabs()
  await world.signedIn()
  const sent: Request[] = []
  const fetch: typeof globalThis.fetch = async (...request) => {
    sent.push(new Request(...request))
    return new Response('orders')
  }
  const { services, tokens } = world.open({ allowedOrigins: ['https://api.example.com'], fetch })
  const held = await tokens()
  const source = { held: () => held, fresh: async () => held, renew: async () => held }
  const response = await services.session.createFetch(source)('https://api.example.com/orders')
  expect(await response.text()).toBe('orders')
  expect(sent[0]?.headers.get('authorization')).toBe('Bearer access f1.1')
})

test('an option that there is not is refused by its name, with the names that there are', () => {
  const options = { store: memoryStore(), allowedOrigin: ['https://api.example.com'] }
  expect(() => withSession(tabs().server.services(), options)).toThrow(
    expect.objectContaining({
      name: 'SessionOptionsError',
      option: 'allowedOrigin',
      message: 'allowedOrigin: is no option of withSession: store, lock, key, allowedOrigins, fetch, app, clock',
    }),
  )
})

test.each([
  ['services alone', createScriptedServices()],
  ['options alone', { store: memoryStore() }],
])('given %s, says what it takes', (_, given) => {
  const message = 'store: must be a store: withSession(services, { store: memoryStore() })'
  expect(() => (withSession as (given: unknown) => unknown)(given)).toThrow(
    expect.objectContaining({ name: 'SessionOptionsError', message }),
  )
})

test('openSession says so of services that keep no session', async () => {
  for (const services of [createScriptedServices(), undefined]) {
    await expect(openSession(services as unknown as KeptServices)).rejects.toMatchObject({
      name: 'SessionOptionsError',
      message: 'services: must be those that withSession returns',
    })
  }
})
