import { lazyServices } from '@device-flow/oauth/lazy'
import type { OAuthCode } from '@device-flow/oauth/lazy'
import { createVirtualClock } from '@device-flow/testing'
import { expect, test, vi } from 'vitest'
import { memoryStore, withSession } from '../../src/index.ts'
import { decodeRecord, encodeRecord, lineageOf, sessionKey } from '../../src/record/index.ts'
import { clearTokens } from '../../src/record/secrets.ts'
import { ModelServer } from './model-server.ts'
import { call } from './tabs.ts'

const CLIENT = { server: 'https://as.example', clientId: 'tv' }
const KEY = sessionKey(CLIENT)

/** A page whose OAuth part comes when it is needed, after so long; its first loads may fail. */
function openPage({ failures = 0, loadMs = 0 } = {}) {
  const clock = createVirtualClock()
  const server = new ModelServer(clock)
  const store = memoryStore()
  const load = vi.fn<() => Promise<OAuthCode>>(async () => {
    if (load.mock.calls.length <= failures) throw new TypeError('Failed to fetch dynamically imported module')
    if (loadMs > 0) await new Promise<void>((resolve) => clock.schedule(resolve, loadMs))
    return { createOAuthServices: () => server.services() } as unknown as OAuthCode
  })
  const lazy = lazyServices({ issuer: 'https://as.example/', clientId: 'tv', clock }, load)
  const services = withSession(lazy, { store, clock })
  return { clock, server, store, load, services, restore: () => services.session.restore(call) }
}

/** The same, of somebody who is signed in. */
async function openSignedIn(options?: Parameters<typeof openPage>[0]) {
  const page = openPage(options)
  const signedIn = { id: 'one', tokens: clearTokens(page.server.grant()) }
  const text = encodeRecord({ version: 2, lineage: lineageOf(CLIENT), client: CLIENT, signedIn })
  await page.store.writeIf(KEY, 0, { revision: 1, text })
  const session = await page.restore()
  if (session?.type !== 'signedIn') throw new Error('Nobody is signed in')
  const stored = async () => decodeRecord((await page.store.read(KEY))!.text)
  return { ...page, tokens: session.tokens, stored }
}

test('where nobody is signed in, nothing is loaded until a login starts; it is kept under the key of its client', async () => {
  const { load, services, server, store, restore } = openPage()
  expect(await restore()).toBeUndefined()
  expect(load).not.toHaveBeenCalled()
  const authorization = await services.requestDeviceAuthorization({}, call)
  server.approved = true
  expect(await services.pollToken(authorization, call)).toMatchObject({ type: 'granted' })
  expect(load).toHaveBeenCalledTimes(1)
  expect(decodeRecord((await store.read(KEY))!.text)).toMatchObject({ client: CLIENT, signedIn: {} })
})

test('a session is restored without the OAuth part, which comes with the refresh', async () => {
  const { load, services, server, tokens } = await openSignedIn()
  expect(load).not.toHaveBeenCalled()
  expect(await services.refreshTokens(tokens)).toMatchObject({ type: 'refreshed' })
  expect([load.mock.calls.length, server.refreshes.length]).toEqual([1, 1])
})

test('a refresh whose OAuth part cannot be loaded leaves the session as it was, and the next one renews it (D6, T2)', async () => {
  const { services, server, tokens, stored } = await openSignedIn({ failures: 1 })
  const before = await stored()
  await expect(services.refreshTokens(tokens)).rejects.toMatchObject({ name: 'TransientFault', reason: 'offline' })
  expect([await stored(), server.refreshes]).toEqual([before, []])
  expect(await services.refreshTokens(tokens)).toMatchObject({ type: 'refreshed' })
})

test('a refresh whose OAuth part takes long to load is sent once, and noted anew before that (R4)', async () => {
  const { clock, services, server, tokens, stored } = await openSignedIn({ loadMs: 20_000 })
  const startedAt = clock.now()
  const refresh = services.refreshTokens(tokens)
  await clock.advance(19_999)
  expect([server.refreshes, (await stored()).signedIn?.refresh?.sentAt]).toEqual([[], startedAt])
  await clock.advance(5_000)
  expect(await refresh).toMatchObject({ type: 'refreshed' })
  expect(server.refreshes).toHaveLength(1)
})

test('a sign-out loads the OAuth part to revoke the tokens, and stands where it cannot (F12)', async () => {
  const page = await openSignedIn()
  await page.services.revokeTokens(page.tokens)
  expect([page.load.mock.calls.length, page.server.revoked.length]).toEqual([1, 1])
  const offline = await openSignedIn({ failures: 1 })
  await offline.services.revokeTokens(offline.tokens).catch(() => {})
  expect((await offline.stored()).ended).toMatchObject({ by: 'person' })
  expect(await offline.restore()).toBeUndefined()
})
