import type { DeviceAuthorization } from '@device-flow/machine'
import { describe, expect, test } from 'vitest'
import { inProcessLock, withSession } from '../../src/index.ts'
import { begin } from './pending-login.ts'
import { call, failureOf, tabs } from './tabs.ts'
import type { Tabs } from './tabs.ts'

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
