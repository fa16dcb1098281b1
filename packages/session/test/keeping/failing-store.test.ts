import { describe, expect, test } from 'vitest'
import { memoryStore, withSession } from '../../src/index.ts'
import { faultyStore } from './faulty-store.ts'
import { faultyWorld } from './faulty-world.ts'
import { accessTokenOf, call, failureOf, KEY, tabs } from './tabs.ts'

const HOUR_MS = 3_600_000

describe('a store that fails', () => {
  test('keeps a refresh from leaving: without its intent stored, a crash would cost the others the session (R4)', async () => {
    const { world, faulty, open } = faultyWorld()
    await world.signedIn()
    const tab = open()
    const tokens = await tab.tokens()
    faulty.writes = 'full'
    const fault = { name: 'TransientFault', reason: 'busy', message: 'Scripted: full.', sentAt: undefined }
    expect(await failureOf(tab.services.refreshTokens(tokens))).toMatchObject(fault)
    // Once the access token is dead, the next try may succeed all the same.
    await world.clock.advance(HOUR_MS)
    expect(await failureOf(tab.services.refreshTokens(tokens))).toMatchObject(fault)
    expect(world.server.refreshes).toHaveLength(0)
    faulty.writes = undefined
    expect(accessTokenOf(await tab.services.refreshTokens(tokens))).toBe('access f1.2')
  })

  test.each(['denied', 'keyLost', 'keyDenied', 'locked', 'unavailable'] as const)(
    'with %s is not an empty one: restoring says what is wrong, and nothing is overwritten (T20)',
    async (problem) => {
      const { world, faulty, open } = faultyWorld()
      faulty.reads = problem
      const failure = failureOf(open().restore())
      await world.clock.advance(2_000)
      expect(await failure).toMatchObject({
        name: 'DeviceFlowError',
        reason: 'storage',
        message: `Scripted: ${problem}.`,
      })
      expect(faulty.written).toBe(0)
    },
  )

  test('in words of its own has failed: those are not passed on, since what it was to write may be in them (T20, H3)', async () => {
    const world = tabs()
    const tab = await world.signedIn()
    const tokens = await tab.tokens()
    world.store.read = () => Promise.reject(new Error('cannot parse "access f1.1"'))
    const message = 'Where the session is kept (memory) has failed. Try again.'
    const failure = failureOf(tab.restore())
    await world.clock.advance(2_000)
    expect(await failure).toMatchObject({ reason: 'storage', message })
    expect(await failureOf(tab.services.refreshTokens(tokens))).toMatchObject({ reason: 'busy', message })
  })

  test('by never answering ends after 15 s (T19)', async () => {
    const { world, faulty } = faultyWorld()
    faulty.reads = 'hang'
    const { session } = withSession(world.server.services(), { store: faulty.store, clock: world.clock })
    const failure = failureOf(session.restore(call))
    await world.clock.advance(15_000)
    expect(await failure).toMatchObject({ reason: 'storage', cause: { problem: 'unavailable' } })
    expect(world.clock.pendingTimers).toBe(0)
  })

  test('by never answering keeps nobody from signing in (T19)', async () => {
    const { world, faulty, open } = faultyWorld()
    faulty.reads = faulty.writes = 'hang'
    const tab = open()
    const code = tab.services.requestDeviceAuthorization({}, call)
    await world.clock.advance(60_000)
    world.server.approved = true
    const outcome = tab.services.pollToken(await code, call)
    await world.clock.advance(60_000)
    expect(await outcome).toMatchObject({ type: 'granted', unsaved: true })
  })
})

describe('what is stored and cannot be used', () => {
  const foreign = JSON.stringify({ version: 3, signedIn: 'in a way that is not known yet' })

  test.each([
    ['of a newer version', foreign, 'otherVersion'],
    ['cut off', '{"version":2,"lineage":', 'damaged'],
    ['of another client', JSON.stringify({ version: 2, lineage: '["x"]' }), 'otherClient'],
  ])('%s: restoring says so; a login moves it aside, and is kept (T20)', async (_, text, problem) => {
    const world = tabs()
    await world.store.writeIf(KEY, 0, { revision: 1, text })
    expect(await failureOf(world.open().restore())).toMatchObject({ reason: 'storage', cause: { problem } })
    expect(await world.store.read(KEY)).toEqual({ revision: 1, text })
    await world.signedIn()
    expect((await world.store.read(`${KEY} (aside)`))?.text).toBe(text)
    expect((await world.stored())?.signedIn).toBeDefined()
  })

  test.each(['unavailable', 'denied', 'locked', 'keyDenied'] as const)(
    'a store that is %s for a moment has nothing moved aside: the record is there when it answers again (T20)',
    async (problem) => {
      const world = tabs()
      await world.signedIn()
      const kept = await world.stored()
      const faulty = faultyStore(world.store)
      faulty.reads = problem
      await world.open({ store: faulty.store }).services.requestDeviceAuthorization({}, call)
      expect((await world.store.read(`${KEY} (aside)`))?.text).toBeUndefined()
      expect((await world.stored())?.signedIn).toEqual(kept?.signedIn)
    },
  )

  test('where the store can move it aside by itself, it does', async () => {
    const world = tabs()
    const faulty = faultyStore(memoryStore())
    faulty.reads = 'keyLost'
    const moved: string[] = []
    const store = {
      ...faulty.store,
      setAside: async (key: string) => {
        moved.push(key)
        faulty.reads = undefined
      },
    }
    await world.open({ store }).services.requestDeviceAuthorization({}, call)
    expect(moved).toEqual([KEY])
    expect(await store.read(KEY)).toBeDefined()
  })
})
