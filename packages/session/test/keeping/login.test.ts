import { describe, expect, test } from 'vitest'
import { faultyStore } from './faulty-store.ts'
import { begin, poll, two } from './pending-login.ts'
import { call, KEY, locks, tabs } from './tabs.ts'

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

  test('that the server was seen to know is polled after a restart by who is told that: once forgotten, it has run out', async () => {
    const world = tabs(lock)
    const tab = world.open()
    const code = await begin(tab)
    await world.clock.advance(5_000)
    await poll(tab, code)
    expect((await world.stored())?.pending?.isCodeKnown).toBe(true)
    await world.clock.advance(5_000)
    const next = world.open()
    await next.restore()
    await poll(next, await begin(next))
    expect(world.server.polls.map(({ isCodeKnown }) => isCodeKnown)).toEqual([undefined, true])
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
