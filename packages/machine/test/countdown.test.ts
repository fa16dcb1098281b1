import { expect, test } from 'vitest'
import { createVirtualClock } from '@device-flow/testing/virtual'
import { onEachSecond, secondsUntil } from '../src/adapter/index.ts'

function countdown(leftMs: number, options?: Parameters<typeof createVirtualClock>[0]) {
  const clock = createVirtualClock(options)
  const at = clock.now() + leftMs
  const shown: number[] = []
  const stop = onEachSecond(at, clock, () => shown.push(secondsUntil(at, clock.now())))
  return { clock, at, shown, stop }
}

test('the countdown ticks once a second, when the number changes, and ends at 0 without a timer (I5)', async () => {
  const { clock, shown } = countdown(3400)
  await clock.advance(399)
  expect(shown).toEqual([])
  await clock.advance(1)
  expect(shown).toEqual([3])
  await clock.advance(60_000)
  expect(shown).toEqual([3, 2, 1, 0])
  expect(clock.pendingTimers).toBe(0)
})

test('a second is shown for a whole second', () => {
  expect([0, 1, 1000, 1001, -5].map((left) => secondsUntil(left, 0))).toEqual([0, 1, 1, 2, 0])
})

test('timers that fire early do not make a second shorter (B11)', async () => {
  const { clock, shown } = countdown(3000, { earlyMs: 2 })
  await clock.advance(1000)
  expect(shown.at(-1)).toBe(2)
  await clock.advance(2000)
  expect(shown.at(-1)).toBe(0)
  expect(clock.pendingTimers).toBe(0)
})

test('after a suspend or a jump of the clock the next tick is right again', async () => {
  const { clock, shown } = countdown(900_000)
  clock.jumpWall(600_000)
  await clock.advance(1000)
  expect(shown).toEqual([299])
  clock.jumpWall(100_000)
  await clock.advance(1000)
  expect(shown).toEqual([299, 198])
})

test('a countdown that is called off ticks no more', async () => {
  const { clock, shown, stop } = countdown(5000)
  await clock.advance(2000)
  stop()
  expect(clock.pendingTimers).toBe(0)
  await clock.advance(5000)
  expect(shown).toEqual([4, 3])
})

test.each([0, -1, Number.NaN])('there is nothing to count down with %s ms left', (left) => {
  expect(countdown(left).clock.pendingTimers).toBe(0)
})
