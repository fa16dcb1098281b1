import { describe, expect, test } from 'vitest'
import { signOut } from '../../src/index.ts'
import { faultyStore } from './faulty-store.ts'
import { begin, poll, two } from './pending-login.ts'
import { open } from './processes.ts'
import { locks, tabs } from './tabs.ts'

describe.each(locks)('a pending login, with %s,', (_, lock) => {
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

  test('that is given up as its grant is stored stays: others may be signed in by it, and so is who has given it up', async () => {
    const world = tabs(lock)
    const { one, other, code } = await two(world)
    world.server.approved = true
    const { writeIf } = world.store
    let isForgotten = false
    world.store.writeIf = async (...write) => {
      const isWritten = await writeIf(...write)
      const isGrant = write[2].text.includes('f1.1') && !isForgotten
      if (isGrant) {
        isForgotten = true
        void one.services.session.forget(code)
      }
      return isWritten
    }
    const ended = await poll(one, code)
    await world.clock.advance(0)
    expect(ended).toMatchObject({ type: 'ended' })
    expect(one.notices).toMatchObject([{ type: 'sessionChanged', session: { type: 'signedIn' } }])
    expect(other.notices).toMatchObject([{ type: 'sessionChanged', session: { type: 'signedIn' } }])
    expect(world.server.revoked).toEqual([])
    expect(world.server.honours('f1.1')).toBe(true)
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

  test('whose code another finds used up beside an older session signs in by the grant that is on its way (R7)', async () => {
    const world = tabs(lock)
    await world.signedIn()
    world.server.approved = false
    const faulty = faultyStore(world.store)
    const first = world.open({ store: faulty.store })
    const code = await begin(first)
    const other = world.open()
    const otherCode = await begin(other)
    await world.clock.advance(5_000)
    faulty.writes = 'unavailable'
    await poll(first, code)
    await world.clock.advance(20_000)
    world.server.pollAnswers = [{ afterMs: 2_000 }]
    world.server.approved = true
    const granted = poll(first, code)
    await world.clock.advance(1_000)
    faulty.writes = undefined
    world.server.pollAnswers = ['denied']
    expect(await poll(other, otherCode)).toMatchObject({ type: 'ended', error: { reason: 'denied' } })
    await world.clock.advance(1_000)
    expect(await granted).toMatchObject({ type: 'granted' })
    expect((await world.stored())?.signedIn).toMatchObject({ tokens: { refreshToken: 'f2.1' } })
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

  test('that another replaces beside a session is not told how one before it was refused', async () => {
    const world = tabs(lock)
    await world.signedIn()
    world.server.approved = false
    const [first, waiting, next] = [world.open(), world.open(), world.open()]
    const refused = await begin(first, { parameters: { acr_values: 'one' } })
    await world.clock.advance(5_000)
    world.server.pollAnswers = ['denied']
    expect(await poll(first, refused)).toMatchObject({ type: 'ended', error: { reason: 'denied' } })
    const replaced = await begin(waiting, { parameters: { acr_values: 'two' } })
    await begin(next, { parameters: { acr_values: 'three' } })
    await world.clock.advance(5_000)
    const ended = { type: 'ended', error: { reason: 'signedOut', endedBy: 'elsewhere' } }
    expect(await poll(waiting, replaced)).toMatchObject(ended)
  })
})

test('whoever takes a login back and starts anew is shown another code, though the store is slow', async () => {
  const world = tabs()
  const { read, writeIf } = world.store
  const slowly = (): Promise<void> => new Promise((resolve) => void world.clock.schedule(resolve, 500))
  Object.assign(world.store, {
    read: async (key: string) => {
      await slowly()
      return read(key)
    },
    writeIf: async (...write: Parameters<typeof writeIf>) => {
      await slowly()
      return writeIf(...write)
    },
  })
  const actor = await open(world)
  await world.clock.advance(1_000)
  actor.send({ type: 'start' })
  await world.clock.advance(6_000)
  actor.send({ type: 'cancel' })
  await world.clock.advance(100)
  actor.send({ type: 'start' })
  await world.clock.advance(20_000)
  expect(actor.getSnapshot().context.authorization?.deviceCode.reveal()).toBe('code-2')
  actor.stop()
})
