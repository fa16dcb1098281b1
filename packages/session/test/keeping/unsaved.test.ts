import { describe, expect, test } from 'vitest'
import { inProcessLock } from '../../src/index.ts'
import { faultyStore } from './faulty-store.ts'
import { faultyWorld } from './faulty-world.ts'
import { accessTokenOf, call, lockOfRefresh, locks, tabs } from './tabs.ts'

const HOUR_MS = 3_600_000

describe('what cannot be written', () => {
  test('of a login is in memory, said to be unsaved, and stored as soon as that is possible (R8, T16)', async () => {
    const { world, faulty, open } = faultyWorld()
    const tab = open()
    faulty.writes = 'full'
    const code = await tab.services.requestDeviceAuthorization({}, call)
    await world.clock.advance(5_000)
    world.server.approved = true
    const outcome = await tab.services.pollToken(code, call)
    expect(outcome).toMatchObject({ type: 'granted', unsaved: true })
    expect(await world.stored()).toBeUndefined()
    faulty.writes = undefined
    await world.clock.advance(60_000)
    expect(tab.notices).toEqual([{ type: 'sessionSaved' }])
    expect((await world.stored())?.signedIn?.tokens.refreshToken).toBe('f1.1')
    expect((await world.stored())?.pending).toBeUndefined()
    expect(world.clock.pendingTimers).toBe(0)
  })

  test('of a login that was cancelled keeps no late grant from being revoked: the process is about to end (E4)', async () => {
    const { world, faulty, open } = faultyWorld()
    const tab = open()
    const code = await tab.services.requestDeviceAuthorization({}, call)
    world.server.pollAnswers = [{ afterMs: 1_000 }]
    world.server.approved = true
    const granted = tab.services.pollToken(code, call)
    await world.clock.advance(500)
    faulty.writes = 'hang'
    void tab.services.session.forget(code)
    await world.clock.advance(500)
    expect(world.server.revoked).toEqual(['f1.1'])
    expect(await granted).toMatchObject({ type: 'ended' })
  })

  test('of a refresh is in memory, is used, and is stored later; until then nothing else is sent with the old token (R8)', async () => {
    const { world, faulty, open } = faultyWorld()
    await world.signedIn()
    const [tab, other] = [open(), world.open()]
    const tokens = await tab.tokens()
    const held = await other.tokens()
    world.server.deliveries = [{ afterMs: 100 }]
    const refresh = tab.services.refreshTokens(tokens)
    await world.clock.advance(50)
    faulty.writes = 'full'
    await world.clock.advance(50)
    expect(await refresh).toMatchObject({ type: 'refreshed', unsaved: true })
    expect(await tab.restore()).toMatchObject({ unsaved: true })
    faulty.writes = undefined
    await world.clock.advance(1_000)
    expect(tab.notices).toEqual([{ type: 'sessionSaved' }])
    expect(other.notices).toMatchObject([{ type: 'sessionChanged', session: { type: 'signedIn' } }])
    expect(accessTokenOf(await other.services.refreshTokens(held))).toBe('access f1.2')
    expect(world.server.refreshes).toHaveLength(1)
    expect(world.server.revoked).toEqual([])
  })

  test.each(locks)(
    'of a refresh is waited for, with %s, once the store takes it: no other sends the old token before (R8)',
    async (_, lock) => {
      const { world, faulty, open } = faultyWorld(lock)
      await world.signedIn()
      const [tab, other] = [open(), world.open()]
      const held = await other.tokens()
      world.server.deliveries = [{ afterMs: 100 }]
      const refresh = tab.services.refreshTokens(await tab.tokens())
      await world.clock.advance(50)
      faulty.writes = 'full'
      await world.clock.advance(HOUR_MS)
      expect(await refresh).toMatchObject({ unsaved: true })
      // Its next try is at the end of this second.
      faulty.writes = undefined
      const taken = other.services.refreshTokens(held)
      await world.clock.advance(3_000)
      expect(await taken).toMatchObject({ type: 'refreshed' })
      expect(world.server.reuses).toBe(0)
      expect((await world.stored())?.signedIn?.refresh).toBeUndefined()
    },
  )

  test('of a refresh is said to be unsaved to all who ask for it with the old tokens (R8)', async () => {
    const { world, faulty, open } = faultyWorld()
    await world.signedIn()
    const tab = open()
    const tokens = await tab.tokens()
    world.server.deliveries = [{ afterMs: 100 }]
    const refreshes = [tab.services.refreshTokens(tokens), tab.services.refreshTokens(tokens)]
    await world.clock.advance(50)
    faulty.writes = 'full'
    await world.clock.advance(50)
    expect(await Promise.all(refreshes)).toMatchObject([{ unsaved: true }, { unsaved: true }])
    expect(world.server.refreshes).toHaveLength(1)
  })

  test('is refreshed from memory: nobody else has it (R8)', async () => {
    const { world, faulty, open } = faultyWorld()
    const tab = open()
    faulty.writes = 'denied'
    const code = await tab.services.requestDeviceAuthorization({}, call)
    world.server.approved = true
    const outcome = await tab.services.pollToken(code, call)
    if (outcome.type !== 'granted') throw new Error(outcome.type)
    const renewed = await tab.services.refreshTokens(outcome.tokens)
    expect(renewed).toMatchObject({ type: 'refreshed', unsaved: true })
    expect(accessTokenOf(renewed)).toBe('access f1.2')
    faulty.writes = undefined
    await world.clock.advance(60_000)
    expect((await world.stored())?.signedIn?.tokens.refreshToken).toBe('f1.2')
  })

  test('is refreshed without the lock, which somebody may hold: it guards what is stored (R8)', async () => {
    const world = tabs(() => ({ acquire: () => new Promise(() => {}) }))
    const faulty = faultyStore(world.store)
    const tab = world.open({ store: faulty.store })
    faulty.writes = 'denied'
    expect(accessTokenOf(await tab.services.refreshTokens(world.server.grant()))).toBe('access f1.2')
  })

  test('is stored before it is refreshed, where that works by then, and is refreshed under the lock as others have it now (R2, R4)', async () => {
    let asked = 0
    const world = tabs((clock) => {
      const lock = inProcessLock(clock)
      return lockOfRefresh({ acquire: (...request) => (asked++, lock.acquire(...request)) })
    })
    const faulty = faultyStore(world.store)
    const tab = world.open({ store: faulty.store })
    faulty.writes = 'full'
    const code = await tab.services.requestDeviceAuthorization({}, call)
    world.server.approved = true
    const outcome = await tab.services.pollToken(code, call)
    if (outcome.type !== 'granted') throw new Error(outcome.type)
    faulty.writes = undefined
    world.server.deliveries = [{ afterMs: 100 }]
    const refresh = tab.services.refreshTokens(outcome.tokens)
    await world.clock.advance(50)
    expect((await world.stored())?.signedIn).toMatchObject({ tokens: { refreshToken: 'f1.1' }, refresh: {} })
    expect(asked).toBe(1)
    await world.clock.advance(50)
    expect(await refresh).toMatchObject({ type: 'refreshed', unsaved: false })
  })

  test('of a login ends the session of somebody else only once it is stored (R8, T27)', async () => {
    const { world, faulty, open } = faultyWorld()
    await world.signedIn()
    const tab = open()
    const code = await tab.services.requestDeviceAuthorization({}, call)
    world.server.person = 'person-2'
    world.server.approved = true
    world.server.pollAnswers = [{ afterMs: 100 }]
    const granted = tab.services.pollToken(code, call)
    await world.clock.advance(50)
    faulty.writes = 'full'
    await world.clock.advance(50)
    expect(await granted).toMatchObject({ type: 'granted', unsaved: true })
    expect(world.server.revoked).toEqual([])
    faulty.writes = undefined
    await world.clock.advance(60_000)
    expect(world.server.revoked).toEqual(['f1.1'])
  })

  test('and that others have made needless meanwhile is not written over theirs: what arrived is revoked (R7)', async () => {
    const { world, faulty, open } = faultyWorld()
    await world.signedIn()
    // Of what the other one does, this one hears nothing.
    const [tab, other] = [open(), world.open({ store: { ...world.store, notify: () => {} } })]
    const tokens = await tab.tokens()
    const held = await other.tokens()
    world.server.deliveries = [{ afterMs: 100 }]
    const refresh = tab.services.refreshTokens(tokens)
    await world.clock.advance(50)
    faulty.writes = 'full'
    await world.clock.advance(50)
    await refresh
    await other.services.revokeTokens(held)
    faulty.writes = undefined
    await world.clock.advance(1_000)
    expect(world.server.revoked).toEqual(['f1.1', 'f1.2'])
    expect((await world.stored())?.signedIn).toBeUndefined()
    expect(tab.notices).toMatchObject([{ type: 'sessionEnded', error: { endedBy: 'elsewhere' } }])
  })

  test('for a long time is stored within a second of the store being well: nobody else spends the old token before (R8)', async () => {
    const { world, faulty, open } = faultyWorld()
    await world.signedIn()
    const tab = open()
    const tokens = await tab.tokens()
    await world.clock.advance(HOUR_MS)
    world.server.deliveries = [{ afterMs: 100 }]
    const refresh = tab.services.refreshTokens(tokens)
    await world.clock.advance(50)
    faulty.writes = 'unavailable'
    await world.clock.advance(50_050)
    expect(await refresh).toMatchObject({ unsaved: true })
    faulty.writes = undefined
    await world.clock.advance(1_000)
    expect(accessTokenOf(await world.open().services.refreshTokens(tokens))).toBe('access f1.2')
    expect(world.server.reuses).toBe(0)
  })

  test('is tried again once a second, and not more often', async () => {
    const { world, faulty, open } = faultyWorld()
    const tab = open()
    faulty.writes = 'full'
    await tab.services.requestDeviceAuthorization({}, call)
    let tries = 0
    const { writeIf } = faulty.store
    faulty.store.writeIf = (...write) => {
      tries++
      return writeIf(...write)
    }
    await world.clock.advance(60_000)
    expect(tries).toBeGreaterThan(50)
    expect(tries).toBeLessThanOrEqual(60)
  })
})
