import { describe, expect, test } from 'vitest'
import { openSession, withSession } from '../../src/index.ts'
import type { Session, Store } from '../../src/index.ts'
import { faultyStore } from './faulty-store.ts'
import { failureOf, KEY, tabs } from './tabs.ts'
import type { Tabs } from './tabs.ts'

const HOUR_MS = 3_600_000

async function open(world: Tabs): Promise<Session | undefined> {
  return openSession(world.open().services, { clock: world.clock, allowedOrigins: ['https://api.example.com'] })
}

describe('opening a kept session', () => {
  test('gives the token of another process, without a request', async () => {
    const world = tabs()
    await world.signedIn()
    const session = await open(world)
    expect(await session?.getAccessToken()).toBe('access f1.1')
    expect(session?.claims?.sub).toBe('person-1')
    expect(world.server.refreshes).toEqual([])
  })

  test('renews an expired token, and keeps it for others', async () => {
    const world = tabs()
    await world.signedIn()
    await world.clock.advance(2 * HOUR_MS)
    const session = await open(world)
    expect(await session?.getAccessToken()).toBe('access f1.2')
    expect(await (await open(world))?.getAccessToken()).toBe('access f1.2')
    expect(world.server.refreshes).toHaveLength(1)
  })

  test('resolves to undefined where nobody is signed in: nothing is kept, a login is pending, or the person has signed out', async () => {
    const world = tabs()
    expect(await open(world)).toBeUndefined()
    const tab = world.open()
    await tab.services.requestDeviceAuthorization({}, { signal: new AbortController().signal })
    expect(await open(world)).toBeUndefined()
    const signedIn = await world.signedIn()
    await signedIn.services.revokeTokens(await signedIn.tokens())
    expect(await open(world)).toBeUndefined()
  })

  test('rejects when what is kept cannot be read, which is not the same as nothing (T20)', async () => {
    const world = tabs()
    await world.store.writeIf(KEY, 0, { revision: 1, text: '{"version":2' })
    const failure = await failureOf(open(world))
    expect(failure).toMatchObject({ name: 'DeviceFlowError', reason: 'storage', message: /sign in again/i })
  })

  test('is over when it is closed, and not before what is under way is kept (R6)', async () => {
    const world = tabs()
    await world.signedIn()
    const session = await open(world)
    world.server.deliveries = [{ afterMs: 3_000 }]
    const refresh = session?.refresh().catch(() => {})
    let isClosed = false
    const closing = session?.close().then(() => (isClosed = true))
    await world.clock.advance(2_999)
    expect(isClosed).toBe(false)
    await world.clock.advance(1)
    await Promise.all([closing, refresh])
    expect((await world.stored())?.signedIn).toMatchObject({ tokens: { accessToken: 'access f1.2' } })
    expect((await world.stored())?.signedIn?.refresh).toBeUndefined()
    expect(world.server.revoked).toEqual([])
  })

  test('signs out for all, and says whether the server has revoked', async () => {
    const world = tabs()
    await world.signedIn()
    const session = await open(world)
    const outcome = session?.signOut()
    await world.clock.advance(5_000)
    expect(await outcome).toEqual({ revoked: true })
    expect(world.server.revoked).toEqual(['f1.1'])
    expect(await open(world)).toBeUndefined()
  })

  test('watches what is kept until it is signed out, and not after that (T41)', async () => {
    const world = tabs()
    await world.signedIn()
    const { watching, store } = countedWatches(world.store)
    const session = await openSession(world.open({ store }).services, { clock: world.clock })
    // That of the tab, and that of the session.
    expect(watching()).toBe(2)
    const signedOut = session?.signOut()
    await world.clock.advance(5_000)
    await signedOut
    expect(watching()).toBe(1)
    expect(session?.view).toEqual({ status: 'idle', restoring: false })
    expect(await failureOf(session!.getAccessToken())).toMatchObject({ reason: 'signedOut' })
    expect(await session!.signOut()).toEqual({ revoked: true })
  })

  test.each(['closed', 'signed out'])(
    'holds no process once it is %s, where the store takes nothing: what could not be kept has had one more try',
    async (how) => {
      const world = tabs()
      await world.signedIn()
      const faulty = faultyStore(world.store)
      const services = withSession(world.server.services(), { store: faulty.store, clock: world.clock })
      const session = await openSession(services, { clock: world.clock })
      world.server.deliveries = [{ afterMs: 100 }]
      const renewed = session!.refresh()
      await world.clock.advance(50)
      faulty.writes = 'full'
      await world.clock.advance(2_000)
      await renewed
      expect(session?.view).toMatchObject({ unsaved: true })
      const left = how === 'closed' ? session!.close() : session!.signOut()
      await world.clock.advance(30_000)
      await left
      expect(world.clock.pendingTimers).toBe(0)
    },
  )

  test('is kept by the last try at its close, where the store is well again', async () => {
    const world = tabs()
    await world.signedIn()
    const faulty = faultyStore(world.store)
    const services = withSession(world.server.services(), { store: faulty.store, clock: world.clock })
    const session = await openSession(services, { clock: world.clock })
    world.server.deliveries = [{ afterMs: 100 }]
    const renewed = session!.refresh()
    await world.clock.advance(50)
    faulty.writes = 'full'
    await world.clock.advance(100)
    await renewed
    faulty.writes = undefined
    await session!.close()
    expect((await world.stored())?.signedIn?.tokens.accessToken).toBe('access f1.2')
  })

  test('goes on where somebody else has signed in by the time that the sign-out is read back', async () => {
    const world = tabs()
    await world.signedIn()
    const { watching, store } = countedWatches(world.store)
    const session = await openSession(world.open({ store }).services, { clock: world.clock })
    world.server.person = 'person-2'
    const signedOut = session?.signOut()
    const { read } = store
    store.read = async (key) => {
      await new Promise<void>((resolve) => void world.clock.schedule(resolve, 2_000))
      return read(key)
    }
    await world.clock.advance(1_000)
    await signedOut
    expect(session?.view).toEqual({ status: 'idle', restoring: true })
    await world.signedIn()
    await world.clock.advance(5_000)
    expect(session?.view.status).toBe('authorized')
    expect(watching()).toBe(2)
  })
})

/** A store that says how many watch it. */
function countedWatches(below: Store) {
  let count = 0
  const store: Store = {
    ...below,
    watch(key, listener) {
      count++
      const stop = below.watch!(key, listener)
      return () => {
        count--
        stop()
      }
    },
  }
  return { store, watching: () => count }
}

test('services without a store are refused, with what to give', () => {
  const world = tabs()
  const services = world.server.services()
  expect(() => withSession(services, {} as never)).toThrow(/^store: must be a store/)
})
