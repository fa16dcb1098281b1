import { createVirtualClock, type VirtualClock } from '@device-flow/testing/virtual'
import { beforeEach, expect, test, vi } from 'vitest'
import { effectScope } from 'vue'
import { useIdle, type Idle } from '../src/use-idle.ts'

const MINUTE = 60_000

let clock: VirtualClock
let onIdle: () => void
const scope = effectScope()
let idle: Idle
beforeEach(() => {
  clock = createVirtualClock()
  onIdle = vi.fn<() => void>()
  idle = scope.run(() => useIdle(MINUTE, clock, onIdle))!
})

test('does nothing before the first touch', async () => {
  await clock.advance(10 * MINUTE)
  expect(onIdle).not.toHaveBeenCalled()
})

test('asks for the last third, a number a second, and ends once', async () => {
  idle.noteTouch()
  await clock.advance(39_999)
  expect(idle.secondsLeft.value).toBeUndefined()
  await clock.advance(1)
  expect(idle.secondsLeft.value).toBe(20)
  await clock.advance(1000)
  expect(idle.secondsLeft.value).toBe(19)
  await clock.advance(18_999)
  expect(idle.secondsLeft.value).toBe(1)
  expect(onIdle).not.toHaveBeenCalled()
  await clock.advance(1)
  expect(onIdle).toHaveBeenCalledOnce()
  await clock.runUntilIdle()
  expect(onIdle).toHaveBeenCalledOnce()
})

test('asks for a minute at most, however long it waits', async () => {
  idle.noteTouch(10)
  await clock.advance(9 * MINUTE - 1)
  expect(idle.secondsLeft.value).toBeUndefined()
  await clock.advance(1)
  expect(idle.secondsLeft.value).toBe(60)
})

test('says when it will be over, and each touch moves that', async () => {
  expect(idle.endsAt.value).toBe(Infinity)
  idle.noteTouch(3)
  expect(idle.endsAt.value).toBe(clock.now() + 3 * MINUTE)
  await clock.advance(MINUTE)
  idle.noteTouch()
  expect(idle.endsAt.value).toBe(clock.now() + 3 * MINUTE)
})

test('a touch takes the question back and begins anew', async () => {
  idle.noteTouch()
  await clock.advance(55_000)
  idle.noteTouch()
  expect(idle.secondsLeft.value).toBeUndefined()
  await clock.advance(59_999)
  expect(onIdle).not.toHaveBeenCalled()
  await clock.advance(1)
  expect(onIdle).toHaveBeenCalledOnce()
})

test('is more patient where it was told to be, after each touch there, until it is told otherwise', async () => {
  idle.noteTouch(3)
  await clock.advance(2 * MINUTE)
  idle.noteTouch()
  await clock.advance(3 * MINUTE - 1)
  expect(onIdle).not.toHaveBeenCalled()
  idle.noteTouch(1)
  await clock.advance(MINUTE)
  expect(onIdle).toHaveBeenCalledOnce()
})

test('a wall clock that is set back by an hour leaves nobody on screen for an hour', async () => {
  idle.noteTouch()
  await clock.advance(30_000)
  clock.jumpWall(-60 * MINUTE)
  await clock.advance(30_000)
  expect(onIdle).toHaveBeenCalledOnce()
})

test('a suspend counts: whoever wakes the screen an hour later finds nobody signed in', async () => {
  idle.noteTouch()
  await clock.advance(30_000)
  clock.jumpWall(60 * MINUTE)
  await clock.advance(1000)
  expect(onIdle).toHaveBeenCalledOnce()
})

test('leaves no timer behind', () => {
  const visit = effectScope()
  visit.run(() => useIdle(MINUTE, clock, onIdle))!.noteTouch()
  expect(clock.pendingTimers).toBe(1)
  visit.stop()
  expect(clock.pendingTimers).toBe(0)
})
