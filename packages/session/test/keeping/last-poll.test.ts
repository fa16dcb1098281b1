import { toView } from '@device-flow/machine'
import type { DeviceFlowActor } from '@device-flow/machine'
import { describe, expect, test } from 'vitest'
import { faultyStore } from './faulty-store.ts'
import { open } from './processes.ts'
import { call, tabs } from './tabs.ts'

/** As the model server has it, ms. */
const CODE_LIFE_MS = 900_000

const statusOf = (actor: DeviceFlowActor): string => toView(actor.getSnapshot()).status

describe('an approval right before the code ends, where two processes show it', () => {
  test.each([5_000, 7_000])('signs both in, though the last poll takes %d ms', async (tripMs) => {
    const world = tabs()
    const first = await open(world)
    first.send({ type: 'start' })
    await world.clock.advance(0)
    const deadline = world.clock.now() + CODE_LIFE_MS
    const other = await open(world)
    const answerAfter = (afterMs: number): void => {
      world.server.pollAnswers = Array.from({ length: 200 }, () => ({ afterMs }))
    }
    answerAfter(200)
    while (world.clock.now() < deadline - 15_000) await world.clock.advance(500)
    answerAfter(tripMs)
    while (world.server.polls.at(-1)!.at < deadline - 7_000) await world.clock.advance(100)
    world.server.approved = true
    await world.clock.advance(30_000)
    expect([statusOf(first), statusOf(other)]).toEqual(['authorized', 'authorized'])
    expect(world.server.revoked).toEqual([])
  })
})

test('who gives up a login after its code has ended leaves the last poll of another its answer', async () => {
  const world = tabs()
  const [one, other] = [world.open(), world.open()]
  const code = await one.services.requestDeviceAuthorization({}, call)
  const joined = await other.services.requestDeviceAuthorization({}, call)
  await world.clock.advance(CODE_LIFE_MS - 1_000)
  world.server.pollAnswers = [{ afterMs: 5_000 }]
  world.server.approved = true
  const granted = one.services.pollToken(code, call)
  await world.clock.advance(2_000)
  await other.services.session.forget(joined)
  await world.clock.advance(3_000)
  expect(await granted).toMatchObject({ type: 'granted' })
  expect(one.notices).toEqual([])
  expect(other.notices).toMatchObject([{ type: 'sessionChanged', session: { type: 'signedIn' } }])
})

test('who gives up a login after its code has ended removes it where nobody polls any more', async () => {
  const world = tabs()
  const [one, other] = [world.open(), world.open()]
  await one.services.requestDeviceAuthorization({}, call)
  const joined = await other.services.requestDeviceAuthorization({}, call)
  await world.clock.advance(CODE_LIFE_MS + 1_000)
  await other.services.session.forget(joined)
  expect(await world.stored()).toMatchObject({ ended: { by: 'server', error: 'expired_token' } })
})

test('a poll that takes longer than most is followed by none of another until it is answered (B10)', async () => {
  const world = tabs()
  const [one, other] = [world.open(), world.open()]
  const code = await one.services.requestDeviceAuthorization({}, call)
  const joined = await other.services.requestDeviceAuthorization({}, call)
  await world.clock.advance(5_000)
  world.server.pollAnswers = [{ afterMs: 28_000 }]
  const slow = one.services.pollToken(code, call)
  for (const passedMs of [9_000, 7_000, 10_000]) {
    await world.clock.advance(passedMs)
    expect(await other.services.pollToken(joined, call)).toMatchObject({ type: 'pending' })
  }
  expect(world.server.polls).toHaveLength(1)
  await world.clock.advance(2_000)
  expect(await slow).toMatchObject({ type: 'pending' })
  await world.clock.advance(5_000)
  await other.services.pollToken(joined, call)
  expect(world.server.polls).toHaveLength(2)
  expect(world.clock.pendingTimers).toBe(0)
})

test('who signed in while nothing could be written stays so, though another finds first that the code has run out (R8)', async () => {
  const world = tabs()
  const faulty = faultyStore(world.store)
  const first = await open(world, { store: faulty.store })
  first.send({ type: 'start' })
  await world.clock.advance(3_000)
  Object.assign(faulty, { reads: 'unavailable', writes: 'unavailable' })
  world.server.approved = true
  await world.clock.advance(30_000)
  expect(statusOf(first)).toBe('authorized')
  const other = await open(world)
  await world.clock.advance(CODE_LIFE_MS)
  expect(toView(other.getSnapshot())).toMatchObject({ status: 'error', error: { reason: 'expired' } })
  Object.assign(faulty, { reads: undefined, writes: undefined })
  await world.clock.advance(2_000)
  expect([first, other].map(statusOf)).toEqual(['authorized', 'authorized'])
  expect(world.server.revoked).toEqual([])
})
