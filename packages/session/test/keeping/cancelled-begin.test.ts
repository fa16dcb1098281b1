import { expect, test } from 'vitest'
import { trackInFlight, withSession } from '../../src/index.ts'
import { faultyStore } from './faulty-store.ts'
import { call, failureOf, tabs } from './tabs.ts'
import type { Tabs } from './tabs.ts'

const cancelled = new Error('cancelled')

/** How long a write of a slow store takes, ms, and to give back its lock. */
const WRITE_MS = 200

/** A person cancels a login `afterMs` after it began: its code is 1 s on its way, by services that take no notice of a signal. */
async function cancelAfter(world: Tabs, afterMs: number): Promise<unknown> {
  world.server.codeAfterMs = 1_000
  const cancelling = new AbortController()
  const written = (): Promise<void> => new Promise((resolve) => void world.clock.schedule(resolve, WRITE_MS))
  const store = {
    ...world.store,
    lock: { acquire: async () => ({ release: written }) },
    writeIf: async (...args: Parameters<typeof world.store.writeIf>) => {
      await written()
      return world.store.writeIf(...args)
    },
  }
  const { requestDeviceAuthorization } = withSession(world.server.services(), { store, clock: world.clock })
  const failure = failureOf(requestDeviceAuthorization({}, cancelling))
  await world.clock.advance(afterMs)
  cancelling.abort(cancelled)
  await world.clock.advance(3_000)
  world.server.codeAfterMs = 0
  return failure
}

test('a login that was cancelled while its code was on the way is not kept: nobody sees that code', async () => {
  const world = tabs()
  expect(await cancelAfter(world, 500)).toBe(cancelled)
  expect(await world.stored()).toBeUndefined()
  expect((await world.open().services.requestDeviceAuthorization({}, call)).deviceCode.reveal()).toBe('code-2')
})

test.each([
  ['its code was written', 1_100],
  ['the lock was given back', 1_300],
])('a login that was cancelled while %s is given up again', async (_, afterMs) => {
  const world = tabs()
  expect(await cancelAfter(world, afterMs)).toBe(cancelled)
  expect(await world.stored()).toMatchObject({ ended: { by: 'cancel' } })
  expect(await world.open().restore()).toBeUndefined()
  expect((await world.open().services.requestDeviceAuthorization({}, call)).deviceCode.reveal()).toBe('code-2')
})

test('a process whose login was cancelled while it was written is held by nothing, where that write fails', async () => {
  const world = tabs()
  const { store } = Object.assign(faultyStore(world.store), { writes: 'unavailable' })
  const { writeIf } = store
  store.writeIf = async (...args) => {
    await new Promise<void>((resolve) => void world.clock.schedule(resolve, WRITE_MS))
    return writeIf(...args)
  }
  const tracked = trackInFlight(withSession(world.server.services(), { store, clock: world.clock }))
  const cancelling = new AbortController()
  const failure = failureOf(tracked.services.requestDeviceAuthorization({}, cancelling))
  await world.clock.advance(WRITE_MS / 2)
  cancelling.abort(cancelled)
  expect(tracked.isInFlight()).toBe(true)
  const settled = tracked.settled()
  await world.clock.advance(5_000)
  expect(await failure).toBe(cancelled)
  await settled
  expect(world.clock.pendingTimers).toBe(0)
})
