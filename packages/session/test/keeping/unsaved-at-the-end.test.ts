import { describe, expect, test } from 'vitest'
import { openSession, withSession } from '../../src/index.ts'
import type { Session } from '../../src/index.ts'
import { faultyStore } from './faulty-store.ts'
import type { FaultyStore } from './faulty-store.ts'
import { tabs } from './tabs.ts'
import type { Tabs } from './tabs.ts'

/** A session whose store fails when it is told to, and how many timers were set that keep no process alive. */
async function opened(world: Tabs): Promise<{ session: Session; faulty: FaultyStore; background: () => number }> {
  await world.signedIn()
  const faulty = faultyStore(world.store)
  let background = 0
  const clock = {
    ...world.clock,
    now: () => world.clock.now(),
    monotonic: () => world.clock.monotonic(),
    scheduleBehind(callback: () => void, delayMs: number) {
      background++
      return world.clock.schedule(callback, delayMs)
    },
  }
  const services = withSession(world.server.services(), { store: faulty.store, lock: world.store.lock, clock })
  const session = await openSession(services, { clock })
  return { session: session!, faulty, background: () => background }
}

/** Renewed tokens that are in memory only, as the store fails since the request left. */
async function renewedUnsaved(world: Tabs, { session, faulty }: Awaited<ReturnType<typeof opened>>): Promise<void> {
  world.server.deliveries = [{ afterMs: 100 }]
  const renewed = session.refresh()
  await world.clock.advance(50)
  faulty.writes = 'unavailable'
  await world.clock.advance(50)
  await renewed
  expect(session.view).toMatchObject({ unsaved: true })
}

const refreshToken = async (world: Tabs): Promise<string | undefined> =>
  (await world.stored())?.signedIn?.tokens.refreshToken

describe('closing a session whose tokens are in memory only', () => {
  test('waits for a store that fails for 300 ms: the next process has the new tokens (R8)', async () => {
    const world = tabs()
    const process = await opened(world)
    await renewedUnsaved(world, process)
    const closed = process.session.close().then(() => refreshToken(world))
    await world.clock.advance(300)
    process.faulty.writes = undefined
    await world.clock.advance(2_000)
    expect(await closed).toBe('f1.2')
    expect(process.background()).toBe(0)
  })

  test('ends within 2 s, and stores them within a second of the store being well, while the process lives on (R8)', async () => {
    const world = tabs()
    const process = await opened(world)
    await renewedUnsaved(world, process)
    let isClosed = false
    void process.session.close().then(() => (isClosed = true))
    for (let ms = 0; ms < 2_000; ms += 100) {
      await world.clock.advance(100)
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(isClosed).toBe(true)
    await world.clock.advance(20_000)
    // All by timers that keep no process alive.
    expect(process.background()).toBeGreaterThanOrEqual(19)
    process.faulty.writes = undefined
    await world.clock.advance(1_000)
    expect(await refreshToken(world)).toBe('f1.2')
    const background = process.background()
    await world.clock.advance(20_000)
    expect(process.background()).toBe(background)
  })
})

describe('signing out of a session while its store cannot be written', () => {
  test('waits for one that fails for 300 ms: nobody is signed in by what it has kept (T17)', async () => {
    const world = tabs()
    const { session, faulty } = await opened(world)
    faulty.writes = 'unavailable'
    let isOver = false
    const signedOut = session.signOut().finally(() => (isOver = true))
    // A session that waits for nothing is done by then.
    for (let tasks = 0; tasks < 20; tasks++) await new Promise((resolve) => setImmediate(resolve))
    expect(isOver).toBe(false)
    await world.clock.advance(300)
    faulty.writes = undefined
    await world.clock.advance(5_000)
    expect(await signedOut).toEqual({ revoked: true })
    expect(await world.stored()).toMatchObject({ ended: { by: 'person' } })
  })

  test('says that the sign-out is not written, and writes it once that is possible (T17)', async () => {
    const world = tabs()
    const { session, faulty } = await opened(world)
    faulty.writes = 'unavailable'
    const signedOut = session.signOut()
    await world.clock.advance(5_000)
    expect(await signedOut).toMatchObject({ revoked: true, problem: { reason: 'busy', message: /^Scripted/ } })
    expect(world.server.revoked).toEqual(['f1.1'])
    await world.clock.advance(20_000)
    faulty.writes = undefined
    await world.clock.advance(1_000)
    expect(await world.stored()).toMatchObject({ ended: { by: 'person' } })
  })
})
