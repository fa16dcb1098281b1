import type { DeviceAuthorization, PollOutcome } from '@device-flow/machine'
import { describe, expect, test } from 'vitest'
import { inProcessLock, signOut, withSession } from '../../src/index.ts'
import { faultyStore } from './faulty-store.ts'
import { call, failureOf, KEY, locks, tabs } from './tabs.ts'
import type { Tab, Tabs } from './tabs.ts'

/** A login that this tab has begun. */
const begin = (tab: Tab): Promise<DeviceAuthorization> => tab.services.requestDeviceAuthorization({}, call)

async function poll(tab: Tab, authorization: DeviceAuthorization): Promise<PollOutcome> {
  return tab.services.pollToken(authorization, call)
}

/** Two tabs that wait for one person. */
async function two(world: Tabs) {
  const [one, other] = [world.open(), world.open()]
  return { one, other, code: await begin(one), otherCode: await begin(other) }
}

describe.each(locks)('a pending login, with %s,', (_, lock) => {
  test('is shared: another tab that asks for a code gets the same one', async () => {
    const world = tabs(lock)
    const { code, otherCode } = await two(world)
    expect(world.server.codes).toBe(1)
    expect(otherCode.userCode).toBe(code.userCode)
    expect(otherCode.deviceCode.reveal()).toBe('code-1')
  })

  test('is one also when two tabs ask at the same moment', async () => {
    const world = tabs(lock)
    const codes = await Promise.all([begin(world.open()), begin(world.open())])
    expect(new Set(codes.map(({ deviceCode }) => deviceCode.reveal())).size).toBe(1)
    // Who cancels it ends it for all, or leaves it.
    expect(codes.map(({ joined }) => joined)).toEqual([undefined, true])
  })

  test('survives a restart, and keeps its distance from the last response', async () => {
    const world = tabs(lock)
    const tab = world.open()
    const code = await begin(tab)
    await world.clock.advance(5_000)
    world.server.pollAnswers = ['slowDown']
    await poll(tab, code)
    expect(await world.open().restore()).toMatchObject({
      type: 'pending',
      intervalMs: 10_000,
      lastReplyAt: world.clock.now(),
    })
    const joined = await begin(world.open())
    expect(joined).toMatchObject({ intervalMs: 10_000, receivedAt: world.clock.now(), expiresAt: code.expiresAt })
  })

  test('a poll under way at the crash counts as one: the next keeps its distance from it', async () => {
    const world = tabs(lock)
    const tab = world.open()
    const code = await begin(tab)
    await world.clock.advance(5_000)
    world.server.pollAnswers = [{ afterMs: 60_000 }]
    void poll(tab, code)
    await world.clock.advance(2_000)
    expect(await world.open().restore()).toMatchObject({ lastReplyAt: world.clock.now() - 2_000 })
  })

  test('that was being polled at the crash is polled again, and told that the answer to that is lost', async () => {
    const world = tabs(lock)
    const mortal = faultyStore(world.store)
    const tab = world.open({ store: mortal.store })
    const code = await begin(tab)
    await world.clock.advance(5_000)
    world.server.pollAnswers = ['pending', { afterMs: 600_000 }]
    await poll(tab, code)
    await world.clock.advance(5_000)
    void poll(tab, code)
    await world.clock.advance(1_000)
    // Nothing is heard of it any more.
    mortal.writes = 'hang'
    await world.clock.advance(19_000)
    const next = world.open()
    const same = await begin(next)
    await poll(next, same)
    await world.clock.advance(5_000)
    await poll(next, same)
    expect(world.server.polls.map(({ wasAnswerLost }) => wasAnswerLost)).toEqual([
      undefined,
      undefined,
      true,
      undefined,
    ])
  })

  test('asked for with another scope, it is another login', async () => {
    const world = tabs(lock)
    await begin(world.open())
    const request = { scope: 'payments', parameters: { acr_values: 'mfa' } }
    const code = await world.open().services.requestDeviceAuthorization(request, call)
    expect(code.deviceCode.reveal()).toBe('code-2')
    const same = { scope: ' payments ', parameters: { acr_values: 'mfa' } }
    expect((await world.open().services.requestDeviceAuthorization(same, call)).deviceCode.reveal()).toBe('code-2')
    expect(world.server.codes).toBe(2)
  })

  test('that has expired is not joined', async () => {
    const world = tabs(lock)
    await begin(world.open())
    await world.clock.advance(900_000)
    expect((await begin(world.open())).deviceCode.reveal()).toBe('code-2')
    expect(await world.open().restore()).toMatchObject({ authorization: { userCode: 'WDJB-MJHT' } })
  })

  test('is polled by all tabs together no closer than the interval', async () => {
    const world = tabs(lock)
    const { one, other, code, otherCode } = await two(world)
    await world.clock.advance(5_000)
    await poll(one, code)
    await world.clock.advance(2_000)
    expect(await poll(other, otherCode)).toEqual({ type: 'pending', receivedAt: world.clock.now() - 2_000 })
    expect(world.server.polls).toHaveLength(1)
    await world.clock.advance(3_000)
    await poll(other, otherCode)
    expect(world.server.polls).toHaveLength(2)
  })

  test('while one poll is under way, no other tab sends one: two could both use up the code', async () => {
    const world = tabs(lock)
    const { one, other, code, otherCode } = await two(world)
    await world.clock.advance(5_000)
    world.server.pollAnswers = [{ afterMs: 10_000 }]
    const first = poll(one, code)
    await world.clock.advance(8_000)
    expect(await poll(other, otherCode)).toEqual({ type: 'pending', receivedAt: world.clock.now() })
    await world.clock.advance(2_000)
    await first
    expect(world.server.polls).toHaveLength(1)
  })

  test('slow_down for one tab holds for all', async () => {
    const world = tabs(lock)
    const { one, other, code, otherCode } = await two(world)
    await world.clock.advance(5_000)
    world.server.pollAnswers = ['slowDown']
    await poll(one, code)
    await world.clock.advance(9_000)
    expect(await poll(other, otherCode)).toMatchObject({ type: 'pending' })
    expect(world.server.polls).toHaveLength(1)
  })

  test('a clock that was set back by an hour delays the other tab by an interval, not by an hour', async () => {
    const world = tabs(lock)
    const { one, other, code, otherCode } = await two(world)
    await world.clock.advance(5_000)
    await poll(one, code)
    world.clock.jumpWall(-3_600_000)
    await world.clock.advance(1_000)
    expect(await poll(other, otherCode)).toEqual({ type: 'pending', receivedAt: world.clock.now() })
    await world.clock.advance(5_000)
    await poll(other, otherCode)
    expect(world.server.polls).toHaveLength(2)
  })

  test('signs in all tabs by one grant, which is stored before anybody has it (R6)', async () => {
    const world = tabs(lock)
    const { one, other, code, otherCode } = await two(world)
    await world.clock.advance(5_000)
    world.server.approved = true
    expect(await poll(one, code)).toMatchObject({ type: 'granted' })
    expect((await world.stored())?.pending).toBeUndefined()
    expect((await world.stored())?.signedIn?.tokens.refreshToken).toBe('f1.1')
    await world.clock.advance(0)
    expect(other.notices).toMatchObject([{ type: 'sessionChanged', session: { type: 'signedIn' } }])
    expect(await poll(other, otherCode)).toMatchObject({ type: 'granted' })
    expect(world.server.polls).toHaveLength(1)
    expect(one.notices).toEqual([])
  })

  test('that was given up in one tab ends in the other', async () => {
    const world = tabs(lock)
    const { one, other, code, otherCode } = await two(world)
    await one.services.session.forget(code)
    await world.clock.advance(0)
    expect(other.notices).toEqual([{ type: 'sessionChanged', session: undefined }])
    const ended = { type: 'ended', error: { reason: 'signedOut', endedBy: 'elsewhere' } }
    expect(await poll(other, otherCode)).toMatchObject(ended)
    expect(await world.open().restore()).toBeUndefined()
  })

  test('that is given up while its grant is on the way: the grant is revoked, and nobody is signed in (R7)', async () => {
    const world = tabs(lock)
    const { one, other, code, otherCode } = await two(world)
    world.server.pollAnswers = [{ afterMs: 2_000 }]
    world.server.approved = true
    const granted = poll(one, code)
    await world.clock.advance(1_000)
    await other.services.session.forget(otherCode)
    await world.clock.advance(1_000)
    expect(await granted).toMatchObject({ type: 'ended', error: { endedBy: 'elsewhere' } })
    expect(world.server.revoked).toEqual(['f1.1'])
    expect((await world.stored())?.signedIn).toBeUndefined()
  })

  test('that is given up for another while its grant is on the way signs nobody in, and the other goes on (R7)', async () => {
    const world = tabs(lock)
    const [tab, other] = [world.open(), world.open()]
    const code = await begin(tab)
    world.server.pollAnswers = [{ afterMs: 2_000 }]
    world.server.approved = true
    const granted = poll(tab, code)
    await world.clock.advance(1_000)
    await tab.services.session.forget(code)
    const next = await begin(tab)
    await world.clock.advance(1_000)
    expect(await granted).toMatchObject({ type: 'ended', error: { endedBy: 'elsewhere' } })
    expect(world.server.revoked).toEqual(['f1.1'])
    expect(other.notices).not.toContainEqual(expect.objectContaining({ session: expect.anything() }))
    expect(await world.open().restore()).toMatchObject({ type: 'pending' })
    await world.clock.advance(5_000)
    expect(await poll(tab, next)).toMatchObject({ type: 'pending' })
  })

  test('signs in by a grant that is long on its way, though the code was refused to another tab meanwhile: it is used', async () => {
    const world = tabs(lock)
    const suspended = faultyStore(world.store)
    const [one, other] = [world.open({ store: suspended.store }), world.open()]
    const [code, otherCode] = [await begin(one), await begin(other)]
    await world.clock.advance(5_000)
    world.server.pollAnswers = [{ afterMs: 60_000 }, 'denied']
    const granted = poll(one, code)
    await world.clock.advance(1_000)
    // For longer than a poll counts as under way of which nothing is heard.
    suspended.writes = 'unavailable'
    await world.clock.advance(19_000)
    expect((await poll(other, otherCode)).type).toBe('ended')
    suspended.writes = undefined
    world.server.approved = true
    await world.clock.advance(40_000)
    expect((await granted).type).toBe('granted')
    expect(world.server.revoked).toEqual([])
    expect(await world.open().restore()).toMatchObject({ type: 'signedIn' })
  })

  test('whose first write failed is given up as any other, once that is made up for (R7, R8)', async () => {
    const world = tabs(lock)
    const faulty = faultyStore(world.store)
    faulty.writes = 'unavailable'
    const tab = world.open({ store: faulty.store })
    const code = await begin(tab)
    faulty.writes = undefined
    await world.clock.advance(5_000)
    expect(await signOut(world.open().services)).toMatchObject({ wasSignedIn: false })
    world.server.approved = true
    expect(await poll(tab, code)).toMatchObject({ type: 'ended', error: { reason: 'signedOut' } })
    expect((await world.stored())?.signedIn).toBeUndefined()
  })

  test('that is given up beside an older session is no sign-in by that one, whenever its grant arrives (R7, T18)', async () => {
    const world = tabs(lock)
    await world.signedIn()
    world.server.approved = false
    const { one, other, code, otherCode } = await two(world)
    world.server.pollAnswers = [{ afterMs: 2_000 }]
    world.server.approved = true
    const granted = poll(one, code)
    await world.clock.advance(1_000)
    await other.services.session.forget(otherCode)
    await world.clock.advance(1_000)
    const ended = { type: 'ended', error: { endedBy: 'elsewhere' } }
    expect([await granted, await poll(one, code)]).toMatchObject([ended, ended])
    const replaced = [{ refreshToken: 'f2.1' }]
    expect((await world.stored())?.signedIn).toMatchObject({ tokens: { refreshToken: 'f1.1' }, replaced })
  })

  test('that the person has denied ends in all tabs with the server’s reason', async () => {
    const world = tabs(lock)
    const { one, other, code, otherCode } = await two(world)
    world.server.pollAnswers = ['denied']
    await poll(one, code)
    const ended = { type: 'ended', error: { reason: 'denied', error: 'access_denied', message: 'The person said no.' } }
    expect(await poll(other, otherCode)).toMatchObject(ended)
    expect(other.notices).toEqual([])
    expect(world.server.polls).toHaveLength(1)
    expect((await begin(world.open())).deviceCode.reveal()).toBe('code-2')
  })

  test('whose record is removed while somebody listens is over, and not said to be given up', async () => {
    const world = tabs(lock)
    const tab = world.open()
    await begin(tab)
    world.store.read = async () => undefined
    world.store.notify?.(KEY)
    await world.clock.advance(0)
    const error = { reason: 'signedOut', endedBy: 'storage', message: expect.stringContaining('The record') }
    expect(tab.notices).toMatchObject([{ type: 'sessionChanged', session: undefined, error }])
  })

  test('whose record was cleared goes on, and signs in', async () => {
    const world = tabs(lock)
    const tab = world.open()
    const code = await begin(tab)
    const { read, writeIf } = world.store
    world.store.read = async (key) => {
      const value = await read(key)
      return value && value.revision > 1 ? value : undefined
    }
    world.store.writeIf = async (key, revision, next) =>
      writeIf(key, revision || 1, { ...next, revision: (revision || 1) + 1 })
    world.server.approved = true
    expect(await poll(tab, code)).toMatchObject({ type: 'granted' })
    expect((await world.stored())?.signedIn).toBeDefined()
  })

  test('on top of the session of somebody else: that is revoked only once the new one is stored (T27)', async () => {
    const world = tabs(lock)
    await world.signedIn()
    const order: string[] = []
    const { writeIf } = world.store
    world.store.writeIf = async (key, revision, next) => {
      const isWritten = await writeIf(key, revision, next)
      if (next.text.includes('f2.1')) order.push(`stored; revoked so far: ${world.server.revoked.length}`)
      return isWritten
    }
    world.server.person = 'person-2'
    await world.signedIn()
    expect(order).toEqual(['stored; revoked so far: 0'])
    expect(world.server.revoked).toEqual(['f1.1'])
    expect(world.server.honours('f2.1')).toBe(true)
  })
})

/** So many tabs that ask at once; the server takes a while. */
async function many(world: Tabs, count: number): Promise<Promise<DeviceAuthorization>[]> {
  world.server.codeAfterMs = 2_000
  const codes = Array.from({ length: count }, () => begin(world.open()))
  await world.clock.advance(1_000)
  return codes
}

describe('those who begin a login at one moment', () => {
  test('ask the server for one code, and all have it, as login after login would', async () => {
    const world = tabs()
    const asked = await many(world, 5)
    await world.clock.advance(5_000)
    const codes = await Promise.all(asked)
    expect(world.server.codes).toBe(1)
    expect(codes.map(({ deviceCode }) => deviceCode.reveal())).toEqual(Array(5).fill('code-1'))
    expect(codes.filter(({ joined }) => joined)).toHaveLength(4)
    expect(world.clock.pendingTimers).toBe(0)
  })

  test('ask one after the other, while the server has none to give', async () => {
    const world = tabs()
    const { store, clock } = world
    const down = { ...world.server.services(), requestDeviceAuthorization: () => Promise.reject(new Error('503')) }
    const lock = inProcessLock(clock)
    const failures = Array.from({ length: 3 }, async () => {
      const failure = await failureOf(withSession(down, { store, lock, clock }).requestDeviceAuthorization({}, call))
      return (failure as Error).message
    })
    await clock.advance(1_000)
    expect(await Promise.all(failures)).toEqual(['503', '503', '503'])
    expect((await begin(world.open({ lock }))).deviceCode.reveal()).toBe('code-1')
  })

  test('wait for one that hangs no longer than 10 s', async () => {
    const world = tabs()
    world.server.codeAfterMs = 3_600_000
    void begin(world.open())
    await world.clock.advance(0)
    world.server.codeAfterMs = 0
    let code: DeviceAuthorization | undefined
    void begin(world.open()).then((given) => (code = given))
    await world.clock.advance(9_000)
    expect(code).toBeUndefined()
    await world.clock.advance(1_500)
    expect(code?.deviceCode.reveal()).toBe('code-2')
  })

  test('again ask one at a time, where the one that they have waited for is stopped', async () => {
    const world = tabs()
    world.server.codeAfterMs = 3_600_000
    void begin(world.open())
    await world.clock.advance(0)
    const asked = await many(world, 4)
    await world.clock.advance(12_000)
    const codes = await Promise.all(asked)
    expect(codes.map(({ deviceCode }) => deviceCode.reveal())).toEqual(Array(4).fill('code-2'))
    expect(world.server.codes).toBe(2)
  })

  test('ask all the same after 15 s, where nobody gives the lock back', async () => {
    const world = tabs(() => ({
      acquire: async (_, { waitMs }) => {
        await new Promise<void>((resolve) => void world.clock.schedule(resolve, waitMs))
        return 'held'
      },
    }))
    const code = begin(world.open())
    await world.clock.advance(15_000)
    expect((await code).deviceCode.reveal()).toBe('code-1')
  })

  test('keep nobody waiting who cancels', async () => {
    const world = tabs()
    world.server.codeAfterMs = 3_600_000
    void begin(world.open())
    await world.clock.advance(0)
    const cancelling = new AbortController()
    const failure = failureOf(world.open().services.requestDeviceAuthorization({}, cancelling))
    await world.clock.advance(500)
    cancelling.abort(new Error('cancelled'))
    await world.clock.advance(0)
    expect(await failure).toEqual(new Error('cancelled'))
    expect(world.server.codes).toBe(1)
  })
})
