import { createDeviceFlowMachine, toView } from '@device-flow/machine'
import type { DeviceFlowActor } from '@device-flow/machine'
import { describe, expect, test } from 'vitest'
import { createActor } from 'xstate'
import { withSession } from '../../src/index.ts'
import { faultyStore } from './faulty-store.ts'
import type { PollAnswer } from './model-server.ts'
import { gapsOf, open, two } from './processes.ts'
import { call, tabs } from './tabs.ts'
import type { Tabs } from './tabs.ts'

describe('a slow_down that one process was told (T39)', () => {
  test('slows another down for good, when the one that was told is gone (B4)', async () => {
    const world = tabs()
    const { first } = await two(world)
    world.server.pollAnswers = ['pending', 'slowDown']
    await world.clock.advance(8_000)
    first.stop()
    await world.clock.advance(120_000)
    const gaps = gapsOf(world.server.polls.map(({ at }) => at))
    expect(gaps.length).toBeGreaterThan(8)
    expect(Math.min(...gaps.slice(1))).toBeGreaterThanOrEqual(10_000)
    // Once it knows of the pace, no poll is later than that.
    expect(gaps.slice(3)).toEqual(gaps.slice(3).map(() => 10_000))
  })

  test('slows another down also where its own poll fails next, and somebody hints (B4, B9)', async () => {
    const world = tabs()
    const { first, other } = await two(world)
    world.server.pollAnswers = ['pending', 'slowDown', { says: 'rateLimited', retryAfterMs: 0 }]
    await world.clock.advance(8_000)
    first.stop()
    while (world.server.polls.length < 3) await world.clock.advance(1_000)
    for (let s = 0; s < 30; s++) {
      other.send({ type: 'hint' })
      await world.clock.advance(1_000)
    }
    const gaps = gapsOf(world.server.polls.map(({ at }) => at))
    expect(Math.min(...gaps.slice(1))).toBeGreaterThanOrEqual(10_000)
  })

  test('and so does an interval that came with authorization_pending (B3)', async () => {
    const world = tabs()
    const { first } = await two(world)
    world.server.pollAnswers = ['pending', { says: 'pending', intervalMs: 12_000 }]
    await world.clock.advance(8_000)
    first.stop()
    await world.clock.advance(120_000)
    const gaps = gapsOf(world.server.polls.map(({ at }) => at))
    expect(gaps.length).toBeGreaterThan(6)
    expect(Math.min(...gaps.slice(1))).toBeGreaterThanOrEqual(12_000)
  })

  test('and could not be kept, is kept once that can be: others hear of it (R8)', async () => {
    const world = tabs()
    const faulty = faultyStore(world.store)
    const { first } = await two(world, { first: faulty.store, other: faulty.store })
    world.server.pollAnswers = ['slowDown']
    await world.clock.advance(1_000)
    faulty.writes = 'full'
    await world.clock.advance(25_000)
    expect(world.server.polls).toHaveLength(1)
    faulty.writes = undefined
    await world.clock.advance(2_000)
    expect((await world.stored())?.pending).toMatchObject({ intervalMs: 10_000 })
    first.stop()
  })
})

test('a process that has left the login of another holds no timer, though its last poll could not be noted', async () => {
  const world = tabs()
  const faulty = faultyStore(world.store)
  await world.open().services.requestDeviceAuthorization({}, call)
  const other = createActor(
    createDeviceFlowMachine(
      withSession(world.server.services(), { store: faulty.store, lock: world.store.lock, clock: world.clock }),
    ),
  ).start()
  world.server.pollAnswers = [{ afterMs: 100 }]
  while (world.server.polls.length === 0) await world.clock.advance(50)
  faulty.writes = 'unavailable'
  await world.clock.advance(1_500)
  other.stop()
  await world.clock.advance(2_000)
  expect(world.clock.pendingTimers).toBe(0)
})

const said: [string, PollAnswer][] = [
  ['authorization_pending', { says: 'pending', retryAfterMs: 60_000 }],
  ['slow_down', { says: 'slowDown', retryAfterMs: 60_000 }],
  ['a 429', { says: 'rateLimited', retryAfterMs: 60_000 }],
]

describe.each(said)('the Retry-After of %s (T39)', (_, answer) => {
  /** How long after the response the next poll left, ms. */
  async function nextPoll(change: (world: Tabs, first: DeviceFlowActor) => Promise<unknown>): Promise<number> {
    const world = tabs()
    const first = await open(world)
    first.send({ type: 'start' })
    world.server.pollAnswers = ['pending', answer]
    await world.clock.advance(10_000)
    expect(world.server.polls).toHaveLength(2)
    await change(world, first)
    const toldAt = world.server.polls[1]!.at
    while (world.server.polls.length < 3) await world.clock.advance(500)
    return world.server.polls[2]!.at - toldAt
  }

  test('holds for a process that has joined (B8, T30)', async () => {
    const waitedMs = await nextPoll(async (world, first) => {
      const other = await open(world)
      await world.clock.advance(2_000)
      first.stop()
      expect(toView(other.getSnapshot()).status).toBe('awaitingUser')
    })
    expect(waitedMs).toBeGreaterThanOrEqual(60_000)
    expect(waitedMs).toBeLessThanOrEqual(70_000)
  })

  test('holds after a restart, and is not waited for anew (B8, T30)', async () => {
    const waitedMs = await nextPoll(async (world, first) => {
      await world.clock.advance(40_000)
      first.stop()
      await open(world)
    })
    expect(waitedMs).toBeGreaterThanOrEqual(60_000)
    expect(waitedMs).toBeLessThanOrEqual(62_000)
  })

  test('is over after a restart that comes later', async () => {
    const waitedMs = await nextPoll(async (world, first) => {
      first.stop()
      await world.clock.advance(90_000)
      await open(world)
    })
    expect(waitedMs).toBeLessThanOrEqual(101_000)
  })

  test('lasts no longer than it was made for, by a clock that was put back meanwhile', async () => {
    const waitedMs = await nextPoll(async (world, first) => {
      first.stop()
      world.clock.jumpWall(-600_000)
      await open(world)
    })
    expect(waitedMs + 600_000).toBeGreaterThanOrEqual(60_000)
    expect(waitedMs + 600_000).toBeLessThanOrEqual(62_000)
  })
})

test('a moment that no server meant, such as one in a hundred years, keeps nobody from the last poll before the code dies', async () => {
  const world = tabs()
  const first = await open(world)
  first.send({ type: 'start' })
  await world.clock.advance(6_000)
  first.stop()
  await world.edit(({ pending, ...record }) => ({
    ...record,
    pending: { ...pending!, pollNotBefore: pending!.authorization.expiresAt + 3e12 },
  }))
  world.server.approved = true
  const next = await open(world)
  await world.clock.advance(900_000)
  expect(toView(next.getSnapshot()).status).toBe('authorized')
})
