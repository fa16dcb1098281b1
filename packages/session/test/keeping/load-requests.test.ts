import { createVirtualClock } from '@device-flow/testing'
import { expect, test, vi } from 'vitest'
import { decodeRecord, encodeRecord, lineageOf, sessionKey } from '../../src/record/index.ts'
import { clearTokens } from '../../src/record/secrets.ts'
import { ModelServer } from './model-server.ts'

const CLIENT = { server: 'https://as.example/', clientId: 'tv' }
const KEY = sessionKey(CLIENT)
const call = { signal: new AbortController().signal }

/** What becomes of a load of the code that asks the server. */
type Load = 'fails' | 'never comes' | 'comes late'

/** A file comes in real time, whatever the clock says. */
const afterRealMs = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** A page of somebody who is signed in. `loads` come in order; then the code is there. */
async function openPage(...loads: Load[]) {
  vi.resetModules()
  vi.doMock('../../src/keeping/requests.ts', async (importOriginal) => {
    const load = loads.shift()
    if (load === 'fails') throw new Error('ERR_INTERNET_DISCONNECTED')
    if (load === 'never comes') await new Promise(() => {})
    if (load === 'comes late') await afterRealMs(50)
    return importOriginal()
  })
  const { memoryStore, withSession } = await import('../../src/index.ts')
  const clock = createVirtualClock()
  const server = new ModelServer(clock)
  const bare = server.services()
  server.approved = true
  const grant = await bare.pollToken(await bare.requestDeviceAuthorization({}, call), call)
  if (grant.type !== 'granted') throw new Error(`The poll brought ${grant.type}`)
  const signedIn = { id: 'one', tokens: clearTokens(grant.tokens) }
  const store = memoryStore()
  const text = encodeRecord({ version: 2, lineage: lineageOf(CLIENT), client: CLIENT, signedIn })
  await store.writeIf(KEY, 0, { revision: 1, text })
  const isBlip = loads[0] === 'fails'
  // One that stands still for what never comes does so for 3 s of real time.
  const { now, monotonic, schedule } = clock
  const services = withSession(bare, {
    store,
    clock: loads[0] === 'never comes' ? { now, monotonic, schedule } : clock,
  })
  // The load that begins with the page has failed by now.
  if (isBlip) await vi.dynamicImportSettled()
  const restore = () => services.session.restore(call)
  const session = await restore()
  if (session?.type !== 'signedIn') throw new Error('Nobody is signed in')
  const stored = async () => decodeRecord((await store.read(KEY))!.text)
  return { clock, loads, server, services, tokens: session.tokens, restore, stored }
}

test('code that asks the server is loaded with the page; a blip in that is none for who asks later', async () => {
  const { loads, server, services, tokens } = await openPage('fails')
  expect(loads).toEqual([])
  expect(await services.refreshTokens(tokens)).toMatchObject({ type: 'refreshed' })
  expect(server.refreshes).toHaveLength(1)
})

test('a refresh whose code cannot be loaded is offline and surely not sent; the next one loads it, and renews (T2)', async () => {
  const { server, services, tokens, stored } = await openPage('fails', 'fails')
  const before = await stored()
  await expect(services.refreshTokens(tokens)).rejects.toMatchObject({
    name: 'TransientFault',
    reason: 'offline',
    message: 'A part of this app could not be loaded: if that lasts, reload the page.',
    sentAt: undefined,
  })
  expect([await stored(), server.refreshes]).toEqual([before, []])
  expect(await services.refreshTokens(tokens)).toMatchObject({ type: 'refreshed' })
})

test('a refresh waits for its code no longer than 30 s (R5)', async () => {
  const { clock, server, services, tokens } = await openPage('never comes')
  const startedAt = clock.now()
  const refresh = services.refreshTokens(tokens).catch((error: unknown) => error)
  await clock.advance(60_000)
  expect(await refresh).toMatchObject({ reason: 'offline', sentAt: undefined, receivedAt: startedAt + 30_000 })
  expect([server.refreshes, clock.pendingTimers]).toEqual([[], 0])
})

test('virtual time stands still while the code comes, as it does for that of the OAuth services', async () => {
  const { clock, services, tokens } = await openPage('comes late')
  const startedAt = clock.now()
  const refresh = services.refreshTokens(tokens)
  await clock.advance(60_000)
  const outcome = await refresh
  expect(outcome.type === 'refreshed' && outcome.tokens.receivedAt).toBe(startedAt)
})

test('a sign-out is kept without the code that asks the server', async () => {
  const { services, tokens, restore, stored } = await openPage('fails', 'fails')
  await expect(services.revokeTokens(tokens)).rejects.toMatchObject({ name: 'TransientFault' })
  expect((await stored()).ended).toMatchObject({ by: 'person' })
  expect(await restore()).toBeUndefined()
})
