import { expect, test } from 'vitest'
import { createVirtualClock } from '@device-flow/testing/virtual'
import { createSleep, systemClock } from '../src/clock.ts'
import type { SleepRequest } from '../src/services.ts'

function start(clock = createVirtualClock(), signal = new AbortController().signal) {
  const sleep = createSleep(clock)
  return (request: SleepRequest) => {
    const state = { woke: false, reason: undefined as unknown }
    sleep(request, { signal }).then(
      () => (state.woke = true),
      (reason: unknown) => (state.reason = reason),
    )
    return state
  }
}

test('a wait ends when the wall clock reaches its instant', async () => {
  const clock = createVirtualClock()
  const wait = start(clock)({ until: clock.now() + 5_000 })
  await clock.advance(4_999)
  expect(wait.woke).toBe(false)
  await clock.advance(1)
  expect(wait.woke).toBe(true)
})

test('B6: a wall clock that runs 14 % slow behind the timer makes the wait longer, never shorter', async () => {
  const clock = createVirtualClock({ wallRate: 0.86 })
  const until = clock.now() + 25_000
  const wait = start(clock)({ until, atLeastMs: 25_000 })
  await clock.advance(25_000)
  expect(wait.woke).toBe(false)
  await clock.runUntil(() => wait.woke)
  expect(clock.now()).toBeGreaterThanOrEqual(until)
})

test('B6: a wall clock that jumps an hour ahead does not end a polite wait early', async () => {
  const clock = createVirtualClock()
  const wait = start(clock)({ until: clock.now() + 5_000, atLeastMs: 5_000 })
  clock.jumpWall(3_600_000)
  await clock.advance(4_999)
  expect(wait.woke).toBe(false)
  await clock.advance(1)
  expect(wait.woke).toBe(true)
})

test('B6: a wall clock that is set back an hour does not stall a wait: at most twice its length', async () => {
  const clock = createVirtualClock()
  const wait = start(clock)({ until: clock.now() + 5_000, atLeastMs: 5_000 })
  await clock.advance(1_000)
  clock.jumpWall(-3_600_000)
  expect(await clock.runUntil(() => wait.woke)).toBeLessThanOrEqual(9_000)
})

test('B6: a wall clock that was set back while nobody watched does not stretch the wait', async () => {
  const clock = createVirtualClock()
  const until = clock.now() + 5_000
  clock.jumpWall(-3_600_000)
  const wait = start(clock)({ until, atLeastMs: 5_000 })
  expect(await clock.runUntil(() => wait.woke)).toBe(5_000)
})

test('B6: one that is set back an hour in the middle of a wait does not stretch it either (case 12)', async () => {
  const clock = createVirtualClock()
  const polite = start(clock)({ until: clock.now() + 5_000, atLeastMs: 5_000 })
  const wait = start(clock)({ until: clock.now() + 50_000 })
  await clock.advance(3_000)
  clock.jumpWall(-3_600_000)
  await clock.advance(1_999)
  expect(polite.woke).toBe(false)
  await clock.advance(1)
  expect(polite.woke).toBe(true)
  await clock.advance(44_999)
  expect(wait.woke).toBe(false)
  await clock.advance(1)
  expect(wait.woke).toBe(true)
})

test('B7: a wait that a suspend interrupted ends once, and not before its time on the timer', async () => {
  const clock = createVirtualClock()
  const wait = start(clock)({ until: clock.now() + 5_000, atLeastMs: 5_000 })
  await clock.advance(2_000)
  clock.jumpWall(1_200_000)
  await clock.advance(2_999)
  expect(wait.woke).toBe(false)
  await clock.advance(1)
  expect(wait.woke).toBe(true)
  expect(clock.pendingTimers).toBe(0)
})

test.each([
  ['is an hour behind', -3_600_000, 1],
  ['runs slow', 0, 0.5],
])('B13: a wait of at most a time ends after it, though the wall clock %s', async (_, jump, wallRate) => {
  const clock = createVirtualClock({ wallRate })
  const until = clock.now() + 5_000
  clock.jumpWall(jump)
  const wait = start(clock)({ until, atMostMs: 5_000 })
  await clock.advance(4_999)
  expect(wait.woke).toBe(false)
  await clock.advance(1)
  expect(wait.woke).toBe(true)
})

test('B13: one that begins late ends with its instant all the same, and a time that is nonsense is none', async () => {
  for (const atMostMs of [5_000, Number.NaN]) {
    const clock = createVirtualClock()
    const until = clock.now() + 5_000
    clock.stall(4_000)
    const wait = start(clock)({ until, atMostMs })
    expect(await clock.runUntil(() => wait.woke)).toBe(1_000)
  }
})

test('B11: timers that fire up to 2 ms early do not end a wait early', async () => {
  const clock = createVirtualClock({ earlyMs: 2 })
  const until = clock.now() + 5_000
  const wait = start(clock)({ until, atLeastMs: 5_000 })
  await clock.runUntil(() => wait.woke)
  expect(clock.now()).toBeGreaterThanOrEqual(until)
  expect(clock.monotonic()).toBeGreaterThanOrEqual(5_000)
})

test('a wait of 30 days lasts 30 days, though one timer can only hold 24', async () => {
  const clock = createVirtualClock()
  const days = 30 * 86_400_000
  const wait = start(clock)({ until: clock.now() + days })
  await clock.advance(days - 1)
  expect(wait.woke).toBe(false)
  await clock.advance(1)
  expect(wait.woke).toBe(true)
}, 30_000)

test('a long wait notices within a minute that a suspend has carried the wall clock past its end', async () => {
  const clock = createVirtualClock()
  const wait = start(clock)({ until: clock.now() + 86_400_000 })
  clock.jumpWall(86_400_000)
  expect(await clock.runUntil(() => wait.woke)).toBeLessThanOrEqual(60_000)
})

test('an instant in the past is no wait', async () => {
  const clock = createVirtualClock()
  const wait = start(clock)({ until: clock.now() - 1 })
  await clock.advance(0)
  expect(wait.woke).toBe(true)
})

test('a wait of at least a time keeps it even when its instant is nonsense', async () => {
  const clock = createVirtualClock()
  const wait = start(clock)({ until: Number.NaN, atLeastMs: 5_000 })
  expect(await clock.runUntil(() => wait.woke)).toBe(5_000)
})

test.each([{}, { until: Number.NaN }, { atLeastMs: Number.NaN }])(
  'a wait for nothing sensible (%o) ends',
  async (request) => {
    const clock = createVirtualClock()
    const wait = start(clock)(request)
    await clock.advance(0)
    expect(wait.woke).toBe(true)
  },
)

test('E1: an aborted wait rejects with the reason and leaves no timer', async () => {
  const clock = createVirtualClock()
  const controller = new AbortController()
  const wait = start(clock, controller.signal)({ atLeastMs: 5_000 })
  controller.abort('enough')
  await clock.advance(0)
  expect(wait.reason).toBe('enough')
  expect(clock.pendingTimers).toBe(0)
})

test('E2: a wait whose signal is aborted already does not begin', async () => {
  const clock = createVirtualClock()
  const wait = start(clock, AbortSignal.abort('no'))({ atLeastMs: 5_000 })
  await clock.advance(0)
  expect(wait.reason).toBe('no')
  expect(clock.pendingTimers).toBe(0)
})

test('the real clock calls back, and not when it is called off', async () => {
  const before = systemClock.monotonic()
  const called: string[] = []
  systemClock.schedule(() => called.push('off'), 1)()
  await new Promise<void>((resolve) => systemClock.schedule(resolve, 5))
  expect(called).toEqual([])
  expect(systemClock.monotonic()).toBeGreaterThan(before)
  expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1_000)
})
