import { createSession, trackInFlight, withSession } from '../../src/index.ts'
import { createDeviceFlowMachine } from '@device-flow/machine'
import { createActor } from 'xstate'
import { describe, expect, test } from 'vitest'
import { faultyWorld } from './faulty-world.ts'
import { failureOf } from './tabs.ts'

const HOUR_MS = 3_600_000

/** A process that is signed in, over a store that does as it is told. */
async function signedIn() {
  const { world, faulty, open } = faultyWorld()
  await world.signedIn()
  const tracked = trackInFlight(open().services)
  const start = async () => {
    const actor = createActor(createDeviceFlowMachine(tracked.services)).start()
    await world.clock.advance(0)
    return { actor, session: createSession(actor, tracked, { clock: world.clock }) }
  }
  return { world, faulty, start }
}

describe('a store that fails for a moment', () => {
  test('as the access token is dead leaves a session that goes on when it is well: nobody has to start the program anew', async () => {
    const { world, faulty, start } = await signedIn()
    const { session } = await start()
    faulty.reads = 'unavailable'
    await world.clock.advance(1.5 * HOUR_MS)
    expect(await failureOf(session.getAccessToken())).toMatchObject({ reason: 'storage' })
    faulty.reads = undefined
    // Its back-off, after so many failures.
    await world.clock.advance(HOUR_MS)
    expect(await session.getAccessToken()).toBe('access f1.2')
    await session.close()
  })

  test('as a process starts is asked once more: who is signed in is shown as that', async () => {
    const { world, faulty, start } = await signedIn()
    faulty.reads = 'unavailable'
    const { actor } = await start()
    await world.clock.advance(500)
    faulty.reads = undefined
    await world.clock.advance(2_000)
    expect(actor.getSnapshot().hasTag('signedIn')).toBe(true)
    actor.stop()
  })

  test('and does not get well is told of as the process starts, 2 s later', async () => {
    const { world, faulty, start } = await signedIn()
    faulty.reads = 'unavailable'
    const { actor } = await start()
    await world.clock.advance(2_000)
    expect(actor.getSnapshot().context.error).toMatchObject({ reason: 'storage' })
    actor.stop()
  })

  test('for minutes is asked ever more seldom, and who is signed in is shown as that once it is well', async () => {
    const { world, faulty, start } = await signedIn()
    faulty.reads = 'unavailable'
    let reads = 0
    const { read } = faulty.store
    faulty.store.read = (key) => {
      reads++
      return read(key)
    }
    const { actor } = await start()
    await world.clock.advance(300_000)
    expect(actor.getSnapshot().hasTag('signedIn')).toBe(false)
    expect(reads).toBeLessThan(20)
    faulty.reads = undefined
    await world.clock.advance(30_000)
    expect(actor.getSnapshot().hasTag('signedIn')).toBe(true)
    actor.stop()
  })

  test('is not asked any more once nobody listens', async () => {
    const { world, faulty } = faultyWorld()
    faulty.reads = 'unavailable'
    const services = withSession(world.server.services(), { store: faulty.store, clock: world.clock })
    const actor = createActor(createDeviceFlowMachine(services)).start()
    await world.clock.advance(2_000)
    expect(world.clock.pendingTimers).toBe(1)
    actor.stop()
    expect(world.clock.pendingTimers).toBe(0)
  })

  test('as it is locked is not asked again: each time, the person may be asked to unlock it', async () => {
    const { world, faulty, start } = await signedIn()
    faulty.reads = 'locked'
    const { actor } = await start()
    expect(actor.getSnapshot().context.error).toMatchObject({ reason: 'storage' })
    expect(world.clock.pendingTimers).toBe(0)
    actor.stop()
  })
})
