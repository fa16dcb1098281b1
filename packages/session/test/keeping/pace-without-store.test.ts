import { toView } from '@device-flow/machine'
import type { DeviceFlowActor } from '@device-flow/machine'
import { describe, expect, test } from 'vitest'
import { faultyStore } from './faulty-store.ts'
import { gapsOf, open, pollTimes, two } from './processes.ts'
import { tabs } from './tabs.ts'

function lastBlipOf(actor: DeviceFlowActor): unknown {
  const view = toView(actor.getSnapshot())
  return view.status === 'awaitingUser' ? view.lastBlip : undefined
}

describe.each(['reads', 'writes'] as const)('while %s fail (T40)', (what) => {
  async function troubled() {
    const world = tabs()
    const from = world.clock.now()
    const faulty = faultyStore(world.store)
    const { first, other } = await two(world, { first: faulty.store, other: faulty.store })
    await world.clock.advance(4_000)
    faulty[what] = 'unavailable'
    if (what === 'reads') faulty.writes = 'unavailable'
    const mend = (): void => void Object.assign(faulty, { reads: undefined, writes: undefined })
    return { world, from, first, other, mend }
  }

  test('the process that asked for the code goes on by itself, at its own pace, and nobody else does', async () => {
    const { world, from, other } = await troubled()
    await world.clock.advance(40_000)
    // The last poll of another may have left as the trouble began, at 10 s.
    expect(pollTimes(world, from)).toEqual([5, 30, 35, 40, 45])
    expect(toView(other.getSnapshot())).toMatchObject({ status: 'awaitingUser', lastBlip: 'busy' })
  })

  test('the others poll none too early once it is over, nor while a poll is under way', async () => {
    const { world, mend } = await troubled()
    await world.clock.advance(25_500)
    world.server.pollAnswers = [{ afterMs: 9_000 }]
    await world.clock.advance(3_000)
    expect(world.server.polls).toHaveLength(3)
    mend()
    await world.clock.advance(60_000)
    const gaps = gapsOf(world.server.polls.map(({ at }) => at))
    // That of the poll that was on its way for 9 s.
    expect(gaps[2]).toBeGreaterThanOrEqual(14_000)
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(5_000)
  })

  test('a process that has joined goes on once it is over, though the one who asked is gone', async () => {
    const { world, first, other, mend } = await troubled()
    first.stop()
    await world.clock.advance(20_000)
    mend()
    world.server.approved = true
    await world.clock.advance(30_000)
    expect(toView(other.getSnapshot()).status).toBe('authorized')
  })

  test('a process that has joined waits to the end of the code, and no longer', async () => {
    const { world, first, other } = await troubled()
    first.stop()
    await world.clock.advance(960_000)
    expect(toView(other.getSnapshot()).status).toBe('error')
    expect(world.server.polls).toHaveLength(1)
  })
})

test('a store that fails once for the one who asked for the code brings no poll between those of the others', async () => {
  const world = tabs()
  const faulty = faultyStore(world.store)
  const { first, other } = await two(world, { first: faulty.store })
  // Thrown back by a poll that failed, it leaves the next ones to the other.
  world.server.pollAnswers = [{ says: 'rateLimited', retryAfterMs: 0 }]
  await world.clock.advance(2_000)
  while (world.server.polls.length < 2) await world.clock.advance(500)
  for (const actor of [first, other]) expect(toView(actor.getSnapshot()).status).toBe('awaitingUser')
  first.send({ type: 'hint' })
  await world.clock.advance(1_000)
  faulty.reads = 'unavailable'
  for (let s = 0; s < 6; s++) {
    first.send({ type: 'hint' })
    await world.clock.advance(1_000)
  }
  faulty.reads = undefined
  await world.clock.advance(60_000)
  expect(Math.min(...gapsOf(world.server.polls.map(({ at }) => at)))).toBeGreaterThanOrEqual(5_000)
})

test('who could not poll for want of a store, to the end of the code, is told so, and not that nobody used the code', async () => {
  const world = tabs()
  const faulty = faultyStore(world.store)
  const { first, other } = await two(world, { other: faulty.store })
  first.stop()
  faulty.reads = 'unavailable'
  await world.clock.advance(960_000)
  const error = { reason: 'storage', message: expect.stringMatching(/has run out meanwhile. Scripted: unavailable/) }
  expect(toView(other.getSnapshot())).toMatchObject({ status: 'error', error })
})

test('who could read, and never write, is told so at the end of the code, and of every poll that could not leave', async () => {
  const world = tabs()
  const faulty = faultyStore(world.store)
  const { first, other } = await two(world, { other: faulty.store })
  first.stop()
  faulty.writes = 'denied'
  await world.clock.advance(10_000)
  for (let s = 0; s < 60; s++) {
    await world.clock.advance(1_000)
    expect(toView(other.getSnapshot())).toMatchObject({ status: 'awaitingUser', lastBlip: 'busy' })
  }
  await world.clock.advance(900_000)
  const error = { reason: 'storage', message: expect.stringMatching(/has run out meanwhile. Scripted: denied/) }
  expect(toView(other.getSnapshot())).toMatchObject({ status: 'error', error })
})

test('who could read, and never write, waits as usual while another polls', async () => {
  const world = tabs()
  const faulty = faultyStore(world.store)
  const { other } = await two(world, { other: faulty.store })
  faulty.writes = 'denied'
  await world.clock.advance(10_000)
  let troubledS = 0
  for (let s = 0; s < 120; s++) {
    await world.clock.advance(1_000)
    if (lastBlipOf(other)) troubledS++
  }
  expect(troubledS).toBeLessThan(60)
  world.server.approved = true
  await world.clock.advance(10_000)
  expect(toView(other.getSnapshot()).status).toBe('authorized')
})

test('a store that failed during the login before brings no poll between those of the others', async () => {
  const world = tabs()
  const faulty = faultyStore(world.store)
  const { first, other } = await two(world, { first: faulty.store })
  other.stop()
  faulty.reads = faulty.writes = 'unavailable'
  await world.clock.advance(7_000)
  faulty.reads = faulty.writes = undefined
  first.send({ type: 'cancel' })
  await world.clock.advance(30_000)
  first.send({ type: 'start' })
  await world.clock.advance(2_000)
  await open(world)
  await world.clock.advance(2_000)
  faulty.reads = faulty.writes = 'unavailable'
  // For so long the last poll of another may be on its way, and its interval not be over.
  await world.clock.advance(20_000)
  const gaps = gapsOf(world.server.polls.map(({ at }) => at))
  expect(gaps.length).toBeGreaterThan(2)
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(5_000)
  first.stop()
})

test('what is noted late takes nothing back that another has noted since', async () => {
  const world = tabs()
  const faulty = faultyStore(world.store)
  const { first } = await two(world, { first: faulty.store })
  world.server.pollAnswers = [{ afterMs: 1_000 }]
  await world.clock.advance(2_500)
  faulty.writes = 'unavailable'
  const noted: number[] = []
  for (let s = 0; s < 60; s++) {
    // Right after the other has polled.
    if (world.server.polls.length === 3) faulty.writes = undefined
    await world.clock.advance(500)
    noted.push((await world.stored())!.pending!.lastReplyAt)
  }
  expect(faulty.writes).toBeUndefined()
  expect(Math.min(...gapsOf(noted))).toBe(0)
  expect(Math.min(...gapsOf(world.server.polls.map(({ at }) => at)))).toBeGreaterThanOrEqual(5_000)
  first.stop()
})

test('who cannot keep the login at all polls at once when that is legal: nobody else can', async () => {
  const world = tabs()
  const from = world.clock.now()
  const { store } = Object.assign(faultyStore(world.store), { writes: 'denied' })
  const actor = await open(world, { store })
  actor.send({ type: 'start' })
  await world.clock.advance(16_000)
  expect(pollTimes(world, from)).toEqual([5, 10, 15])
})

test('a login whose first write failed polls none too early once others have joined it, though the store fails again', async () => {
  const world = tabs()
  const faulty = faultyStore(world.store)
  const first = await open(world, { store: faulty.store })
  faulty.writes = 'unavailable'
  first.send({ type: 'start' })
  await world.clock.advance(500)
  faulty.writes = undefined
  await world.clock.advance(2_500)
  await open(world)
  // Thrown back by a poll that failed, it leaves the next one to the other.
  world.server.pollAnswers = [{ says: 'rateLimited', retryAfterMs: 0 }]
  while (world.server.polls.length < 2) await world.clock.advance(500)
  faulty.reads = 'unavailable'
  faulty.writes = 'unavailable'
  await world.clock.advance(8_000)
  faulty.reads = undefined
  faulty.writes = undefined
  await world.clock.advance(30_000)
  const gaps = gapsOf(world.server.polls.map(({ at }) => at))
  expect(gaps.length).toBeGreaterThan(5)
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(5_000)
})

test('whoever cannot read that another has signed in by the login says that an answer may be lost, and takes the session up once it can (C2)', async () => {
  const world = tabs()
  const faulty = faultyStore(world.store)
  const { first, other } = await two(world, { first: faulty.store })
  await world.clock.advance(3_000)
  faulty.reads = 'unavailable'
  world.server.approved = true
  await world.clock.advance(20_000)
  expect(toView(other.getSnapshot()).status).toBe('authorized')
  world.server.pollAnswers = Array.from({ length: 9 }, () => 'denied' as const)
  await world.clock.advance(30_000)
  expect(world.server.polls.at(-1)).toMatchObject({ wasAnswerLost: true })
  expect(toView(first.getSnapshot()).status).toBe('error')
  faulty.reads = undefined
  await world.clock.advance(2_000)
  expect(toView(first.getSnapshot()).status).toBe('authorized')
})

test('whoever polls by a code that another has used up in an outage is signed in as soon as that can be read', async () => {
  const world = tabs()
  const faulty = faultyStore(world.store)
  const { first, other } = await two(world, { first: faulty.store })
  await world.clock.advance(3_000)
  faulty.reads = 'unavailable'
  world.server.approved = true
  await world.clock.advance(15_000)
  expect(toView(other.getSnapshot()).status).toBe('authorized')
  world.server.pollAnswers = [{ afterMs: 2_000, ends: 'denied' }]
  while (world.server.polls.length < 3) await world.clock.advance(500)
  faulty.reads = undefined
  await world.clock.advance(2_000)
  expect(toView(first.getSnapshot()).status).toBe('authorized')
})
