import { describe, expect, test } from 'vitest'
import { createVirtualClock } from '@device-flow/testing/virtual'
import type { PollStep } from '@device-flow/testing/virtual'
import { toDeviceSession, type AwaitingUserView } from '../src/index.ts'
import { login } from './support.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const YEAR = 365 * 24 * HOUR

const jumps: [string, number][] = [
  ['a minute ahead', MINUTE],
  ['an hour ahead', HOUR],
  ['20 years ahead', 20 * YEAR],
  ['50 years ahead', 50 * YEAR],
  ['an hour back', -HOUR],
  ['50 years back', -50 * YEAR],
]

const lives = (expiresInMs: number) => [{ ok: { expiresInMs } }]
const pending = (count: number): PollStep[] => Array.from({ length: count }, () => 'pending')

function neverEarly(flow: ReturnType<typeof login>, intervalMs = 5_000): void {
  for (const gap of flow.services.gaps('pollToken')) expect(gap.monotonic).toBeGreaterThanOrEqual(intervalMs)
}

/** A login that was stored after its first reply, in a process whose clock shows so much more. */
async function restored(awayMs: number, polls: readonly PollStep[]) {
  const before = login({ polls: ['pending'] })
  before.send({ type: 'start' })
  await before.clock.advance(6_000)
  const session = toDeviceSession(before.actor.getSnapshot())
  if (!session) throw new Error('There is nothing to restore')
  const clock = createVirtualClock({ now: before.clock.now() + awayMs })
  return login({ clock, polls }, { session })
}

describe.each(jumps)('a wall clock that is set %s', (_, jump) => {
  test('during the wait ends no login that the server calls pending (case 12)', async () => {
    const flow = login({ polls: ['pending', 'pending', 'granted'] })
    flow.send({ type: 'start' })
    await flow.clock.advance(7_000)
    flow.clock.jumpWall(jump)
    expect(await flow.decided()).toBe('authorized')
    expect(flow.pollTimes()).toHaveLength(3)
    neverEarly(flow)
  })

  test('before the first poll ends no login (case 12)', async () => {
    const flow = login({ polls: ['pending', 'granted'] })
    flow.send({ type: 'start' })
    await flow.clock.advance(1_000)
    flow.clock.jumpWall(jump)
    expect(await flow.decided()).toBe('authorized')
    neverEarly(flow)
  })

  test('while a poll is under way ends no login (case 12)', async () => {
    const flow = login({ polls: [{ after: 2_000, do: 'pending' }, 'slowDown', 'granted'] })
    flow.send({ type: 'start' })
    await flow.clock.advance(6_000)
    flow.clock.jumpWall(jump)
    expect(await flow.decided()).toBe('authorized')
    neverEarly(flow)
  })

  test.each(['offline', 'serverError', 'timeout'] as const)(
    'ends no login whose next poll then fails (%s) (case 12)',
    async (fault) => {
      const flow = login({ polls: ['pending', { fault }, 'pending', 'granted'] })
      flow.send({ type: 'start' })
      await flow.clock.advance(7_000)
      flow.clock.jumpWall(jump)
      expect(await flow.decided()).toBe('authorized')
      neverEarly(flow)
    },
  )

  test('is shown by a countdown that is right again after the next answer (case 12)', async () => {
    const flow = login({ polls: pending(99) })
    flow.send({ type: 'start' })
    await flow.clock.advance(7_000)
    flow.clock.jumpWall(jump)
    await flow.clock.runUntil(() => flow.pollTimes().length === 2 && flow.state() === 'awaitingUser')
    const { expiresAt, receivedAt } = flow.view() as AwaitingUserView
    const left = 900_000 - flow.clock.monotonic()
    // Ahead by less than the life of the code, it could as well be a suspend, and then the wall clock would be right.
    expect(expiresAt - flow.clock.now()).toBe(jump === MINUTE ? left - jump : left)
    expect(expiresAt - receivedAt).toBe(900_000)
  })

  test('keeps no login alive for ever: it ends with the life of its code, as the monotonic clock has it (attack X5)', async () => {
    const flow = login({ authorizations: lives(60_000), polls: pending(99) })
    flow.send({ type: 'start' })
    await flow.clock.advance(7_000)
    flow.clock.jumpWall(jump)
    expect(await flow.decided()).toBe('error')
    expect(flow.error()?.reason).toBe('expired')
    expect(flow.clock.monotonic()).toBe(60_000)
    neverEarly(flow)
  })
})

test('a clock that is set twice, there and back, leaves the deadline where it was (case 12)', async () => {
  const flow = login({ polls: pending(99) })
  const deadline = flow.clock.now() + 900_000
  flow.send({ type: 'start' })
  for (const jump of [HOUR, -HOUR]) {
    await flow.clock.advance(7_000)
    flow.clock.jumpWall(jump)
  }
  await flow.clock.advance(20_000)
  expect(flow.view()).toMatchObject({ status: 'awaitingUser', expiresAt: deadline })
})

test('a minute ahead in the last minute of a code is no end while the server says pending (case 12)', async () => {
  const flow = login({ authorizations: lives(60_000), polls: [...pending(8), 'granted'] })
  flow.send({ type: 'start' })
  await flow.clock.advance(11_000)
  flow.clock.jumpWall(40_000)
  expect(await flow.decided()).toBe('authorized')
  expect(flow.clock.monotonic()).toBe(45_000)
})

test('a slow pace near a deadline that only a wrong clock sees is no reason to give up (case 12)', async () => {
  const flow = login({ authorizations: lives(100_000), polls: ['slowDown', 'slowDown', 'slowDown', 'granted'] })
  flow.send({ type: 'start' })
  await flow.clock.advance(6_000)
  flow.clock.jumpWall(70_000)
  expect(await flow.decided()).toBe('authorized')
})

test('a code whose polls are too far apart is not ended early by a clock that is set ahead (attack X5)', async () => {
  const flow = login({ authorizations: [{ ok: { expiresInMs: 20_000, intervalMs: 18_000 } }] })
  flow.send({ type: 'start' })
  await flow.clock.advance(18_500)
  flow.clock.jumpWall(HOUR)
  await flow.clock.advance(1_000)
  expect(flow.view().status).toBe('awaitingUser')
  await flow.decided()
  expect(flow.clock.monotonic()).toBe(20_000)
})

describe('after a suspend, in which only the wall clock went on', () => {
  test('a code that the server has let expire ends at once (case 12)', async () => {
    const flow = login({ polls: ['pending', 'expired'] })
    flow.send({ type: 'start' })
    await flow.clock.advance(7_000)
    flow.clock.jumpWall(20 * MINUTE)
    await flow.decided()
    expect(flow.error()?.reason).toBe('expired')
    expect(flow.pollTimes()).toEqual([5_000, 10_000])
  })

  test('a network that needs a moment to come back costs no login that the server still knows (case 12)', async () => {
    const flow = login({ polls: ['pending', { fault: 'offline' }, 'granted'] })
    flow.send({ type: 'start' })
    await flow.clock.advance(7_000)
    flow.clock.jumpWall(20 * MINUTE)
    expect(await flow.decided()).toBe('authorized')
  })

  test('the countdown goes by the wall clock, as that is the time that passed (case 12)', async () => {
    const flow = login({ polls: pending(99) })
    const deadline = flow.clock.now() + 900_000
    flow.send({ type: 'start' })
    await flow.clock.advance(7_000)
    flow.clock.jumpWall(5 * MINUTE)
    await flow.clock.advance(10_000)
    expect(flow.view()).toMatchObject({ status: 'awaitingUser', expiresAt: deadline })
  })
})

describe('a login that is restored', () => {
  test.each(jumps)('outlives a clock that is set %s after its first reply (case 12)', async (_, jump) => {
    const flow = await restored(1_000, ['pending', 'pending', 'granted'])
    await flow.clock.advance(6_000)
    flow.clock.jumpWall(jump)
    expect(await flow.decided()).toBe('authorized')
    neverEarly(flow)
  })

  describe.each([
    ['870 s ahead, in the last half-minute of its code', 870 * SECOND],
    ['888 s ahead, just before its end', 888 * SECOND],
    ['an hour ahead', HOUR],
  ])('by a process whose clock is %s', (_, ahead) => {
    test.each<[string, PollStep[]]>([
      ['goes on for as long as the server says pending', []],
      ['goes on after a slow_down', ['slowDown']],
    ])('%s (case 12)', async (_what, first) => {
      const flow = await restored(ahead, [...first, ...pending(60), 'granted'])
      expect(await flow.decided()).toBe('authorized')
      neverEarly(flow)
    })

    test('shows a countdown that ends with the life of the code, counted from when the server called it pending', async () => {
      const flow = await restored(ahead, pending(999))
      await flow.clock.advance(60_000)
      const { expiresAt, receivedAt } = flow.view() as AwaitingUserView
      expect(expiresAt - receivedAt).toBe(900_000)
      const firstAnswerAt = flow.pollTimes()[0]!
      expect(expiresAt - flow.clock.now()).toBe(900_000 - (flow.clock.monotonic() - firstAnswerAt))
      await flow.decided()
      expect(flow.error()?.reason).toBe('expired')
      expect(flow.clock.monotonic()).toBe(firstAnswerAt + 900_000)
    })

    test('ends with the code by that clock where the server is not reached', async () => {
      const flow = await restored(
        ahead,
        Array.from({ length: 99 }, () => ({ fault: 'serverError' }) as const),
      )
      await flow.decided()
      expect(flow.error()?.reason).toBe('offline')
      expect(flow.clock.monotonic()).toBeLessThan(60_000)
    })
  })

  test('and whose first poll is a blip goes on all the same while the server then says pending', async () => {
    const flow = await restored(870 * SECOND, [{ fault: 'serverError' }, ...pending(60), 'granted'])
    expect(await flow.decided()).toBe('authorized')
  })

  test('by a process whose clock is 50 years behind ends all the same (case 12)', async () => {
    const flow = await restored(-50 * YEAR, pending(999))
    await flow.decided()
    expect(flow.error()?.reason).toBe('expired')
    expect(flow.clock.monotonic()).toBeLessThan(2 * 900_000)
  })

  test('holds no reading of a clock that began anew', async () => {
    const flow = login()
    flow.send({ type: 'start' })
    await flow.clock.advance(1_000)
    expect(JSON.stringify(toDeviceSession(flow.actor.getSnapshot()))).not.toMatch(/monotonic/i)
  })
})

describe('a clock that is broken', () => {
  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'and shows %s from some moment on neither hangs a login nor makes it poll early (attack X5)',
    async (wall) => {
      const flow = login({ authorizations: lives(60_000), polls: [...pending(3), 'granted'] })
      flow.send({ type: 'start' })
      await flow.clock.advance(7_000)
      flow.clock.now = () => wall
      expect(await flow.decided()).toBe('authorized')
      expect(flow.pollTimes()).toEqual([5_000, 10_000, 15_000, 20_000])
    },
  )

  test.each([Number.NaN, Number.POSITIVE_INFINITY])(
    'and measures %s from some moment on leaves the wall clock to go by (attack X5)',
    async (measured) => {
      const flow = login({ authorizations: lives(60_000), polls: pending(99) })
      const wallAt: number[] = []
      flow.send({ type: 'start' })
      await flow.clock.advance(7_000)
      const startedAt = flow.clock.now() - 7_000
      flow.clock.monotonic = () => measured
      flow.actor.subscribe((snapshot) => {
        if (snapshot.matches('polling')) wallAt.push(flow.clock.now() - startedAt)
      })
      await flow.decided()
      expect(flow.error()?.reason).toBe('expired')
      expect(wallAt.length).toBeGreaterThan(5)
      for (const [index, at] of wallAt.entries())
        expect(at - (wallAt[index - 1] ?? 5_000)).toBeGreaterThanOrEqual(5_000)
    },
  )
})
