import { createSleep } from '@device-flow/machine/clock'
import { describe, expect, test, vi } from 'vitest'
import { createPacedClock, createVirtualClock } from '../src/virtual.ts'
import type { PacedClock, PacedClockOptions, VirtualClock } from '../src/virtual.ts'

/** A paced clock that follows a time which stands still until the test moves it. */
function follow(options: PacedClockOptions = {}): {
  clock: PacedClock
  real: VirtualClock
  passes: (ms: number) => Promise<void>
} {
  const real = createVirtualClock()
  const clock = createPacedClock({ now: 0, realTime: real, ...options })
  return {
    clock,
    real,
    async passes(ms) {
      await real.advance(ms)
      // Its turn comes when all that is due has run.
      await clock.step(0)
    },
  }
}

describe('a clock at a pace', () => {
  test('goes by real time, as the system’s clock does, from the present on', () => {
    const before = Date.now()
    expect(createPacedClock().now()).toBeGreaterThanOrEqual(before)
    const { clock, real } = follow()
    real.stall(1234)
    expect([clock.now(), clock.monotonic(), clock.isPlaying, clock.rate]).toEqual([1234, 1234, true, 1])
  })

  test('runs a minute a second, with each timer at its own instant', async () => {
    const { clock, real, passes } = follow()
    clock.play(60)
    const fired: number[] = []
    const again = (): void => {
      fired.push(clock.monotonic())
      clock.schedule(again, 5000)
    }
    clock.schedule(again, 5000)
    const schedule = vi.spyOn(real, 'schedule')
    await passes(1000)
    expect(fired).toEqual([5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60].map((seconds) => seconds * 1000))
    // One real timer for each of its own, and none in between.
    expect(schedule.mock.calls.length).toBeLessThan(30)
  })

  test('stands still in a pause, sets no real timer then, and goes on from where it was', async () => {
    const { clock, real, passes } = follow()
    let firedAt: number | undefined
    clock.schedule(() => (firedAt = clock.monotonic()), 5000)
    await passes(3000)
    clock.pause()
    expect([real.pendingTimers, clock.pendingTimers]).toEqual([0, 1])
    await passes(60_000)
    expect([clock.now(), firedAt, clock.isPlaying]).toEqual([3000, undefined, false])
    clock.play(10)
    await passes(200)
    expect(firedAt).toBe(5000)
    expect([real.pendingTimers, clock.rate]).toEqual([0, 10])
  })

  test('is at a new pace at once, also where it could not keep up with the one before', async () => {
    const { clock, real, passes } = follow({ rate: 600 })
    const tick = (): void => void clock.schedule(tick, 1000)
    tick()
    real.stall(10_000)
    clock.play(1)
    await passes(2000)
    expect(clock.monotonic()).toBe(3000)
  })

  test('can begin with a pause, and sets no real timer for one that was called off', () => {
    const { clock, real } = follow({ rate: 0 })
    clock.schedule(() => {}, 10)
    expect([clock.isPlaying, real.pendingTimers]).toEqual([false, 0])
    clock.play()
    const cancel = clock.schedule(() => {}, 5)
    expect(real.untilNextTimer).toBe(5)
    cancel()
    expect(real.untilNextTimer).toBe(10)
  })

  test('refuses a pace that is none', () => {
    const { clock } = follow()
    for (const rate of [-1, Number.NaN, Infinity]) expect(() => clock.play(rate)).toThrow(RangeError)
    expect(() => clock.play(0)).toThrow(RangeError)
    expect(() => createPacedClock({ rate: -1 })).toThrow(RangeError)
  })
})

describe('by hand', () => {
  test('it goes on by steps, whether it runs or not', async () => {
    const { clock, passes } = follow()
    await clock.step(1500)
    await passes(500)
    clock.pause()
    await clock.step(1000)
    expect(clock.monotonic()).toBe(3000)
    await expect(clock.step(-1)).rejects.toThrow(RangeError)
  })

  test('it goes to the next timer, and says when there is none', async () => {
    const { clock } = follow({ rate: 0 })
    const slept = createSleep(clock)({ atLeastMs: 5000 }, new AbortController())
    await clock.step(2000)
    expect(await clock.toNextTimer()).toBe(3000)
    await slept
    expect(await clock.toNextTimer()).toBeUndefined()
  })

  test('it goes on until something has come about, and says when it cannot', async () => {
    const { clock } = follow({ rate: 0 })
    let seconds = 0
    const tick = (): void => void (++seconds < 7 && clock.schedule(tick, 1000))
    clock.schedule(tick, 1000)
    expect(await clock.runUntil(() => seconds === 5)).toBe(5000)
    await expect(clock.runUntil(() => seconds === 8)).rejects.toThrow('no timer is set')
  })

  test('a request is not overtaken by its time-out while it is being signed', async () => {
    const { clock } = follow({ rate: 0 })
    const told: string[] = []
    const poll = (): void => {
      const cancel = clock.schedule(() => told.push('timed out'), 30_000)
      setTimeout(() => (cancel(), told.push('sent')), 5)
    }
    clock.schedule(poll, 5000)
    expect(await clock.runUntil(() => told.length > 0)).toBe(5000)
    expect(told).toEqual(['sent'])
  })

  test('two who press at once are served in turn', async () => {
    const { clock } = follow({ rate: 0 })
    await Promise.all([clock.step(1000), clock.step(500), clock.toNextTimer()])
    expect(clock.monotonic()).toBe(1500)
  })
})

describe('trouble', () => {
  test('timers of a hidden tab are late, and what was due runs in order, each at its own instant', async () => {
    const { clock, real } = follow()
    const sleep = createSleep(clock)
    const polls: number[] = []
    const login = async (): Promise<void> => {
      while (polls.length < 5) {
        await sleep({ atLeastMs: 5000 }, new AbortController())
        // A response that is signed: real work, which another timer must not overtake.
        await clock.hold(new Promise((resolve) => setTimeout(resolve, 50)))
        polls.push(clock.monotonic())
      }
    }
    const done = login()
    clock.schedule(() => polls.push(-1), 12_000)
    real.stall(60_000)
    expect(clock.monotonic(), 'no clock is ahead of its timers').toBe(5000)
    await real.advance(1)
    await done
    await clock.step(0)
    expect(polls).toEqual([5000, 10_000, -1, 15_000, 20_000])
    expect(clock.monotonic()).toBeGreaterThan(59_000)
  })

  test('a pause ends the catching up', async () => {
    const { clock, real, passes } = follow()
    const fired: number[] = []
    clock.schedule(() => (fired.push(1), clock.pause()), 1000)
    clock.schedule(() => fired.push(2), 2000)
    real.stall(60_000)
    await passes(1)
    expect([fired, clock.monotonic()]).toEqual([[1], 1000])
  })

  test('time waits for work that takes real time, however fast it runs', async () => {
    const { clock, real, passes } = follow()
    clock.play(60)
    const work = new EventTarget()
    void clock.hold(new Promise((resolve) => work.addEventListener('end', resolve)))
    clock.schedule(() => {}, 30_000)
    real.stall(10_000)
    expect([clock.monotonic(), real.pendingTimers]).toEqual([0, 0])
    work.dispatchEvent(new Event('end'))
    await passes(0)
    real.stall(100)
    expect([clock.monotonic(), real.pendingTimers]).toEqual([6000, 1])
  })

  test('the clock of a device is set, or runs fast, and the time elsewhere does not notice (B6)', async () => {
    const { clock, passes } = follow()
    clock.jumpWall(3_600_000)
    clock.setWallRate(2)
    await passes(1000)
    expect([clock.now(), clock.monotonic()]).toEqual([3_602_000, 1000])
    expect([clock.trueTime.now(), clock.trueTime.monotonic()]).toEqual([1000, 1000])
  })

  test('a device sleeps: its timers stand still, and the time elsewhere goes on (B7)', async () => {
    const { clock, passes } = follow()
    let firedAt: number | undefined
    clock.schedule(() => (firedAt = clock.now()), 5000)
    await passes(2000)
    clock.sleep(600_000)
    expect([clock.now(), clock.monotonic(), clock.trueTime.now()]).toEqual([602_000, 2000, 602_000])
    await passes(3000)
    expect(firedAt).toBe(605_000)
  })

  test('a process is stopped: its timers are late, and none comes twice', async () => {
    const { clock, passes } = follow()
    const fired: number[] = []
    clock.schedule(() => fired.push(clock.monotonic()), 2000)
    clock.schedule(() => fired.push(clock.monotonic()), 3000)
    clock.stall(10_000)
    await passes(1)
    expect(fired).toEqual([10_000, 10_000])
  })

  test('a callback that throws is told to who stepped, and time goes on', async () => {
    const { clock, passes } = follow()
    let fired = false
    clock.schedule(() => {
      throw new Error('of the app')
    }, 1000)
    clock.schedule(() => (fired = true), 2000)
    await expect(clock.step(1000)).rejects.toThrow('of the app')
    await passes(1000)
    expect(fired).toBe(true)
  })
})

test('who shows the clock is told of what changes, and no more once they have gone', async () => {
  const { clock, passes } = follow()
  const told: string[] = []
  const stop = clock.onChange(() => told.push(`${clock.isPlaying ? clock.rate : 'paused'} ${clock.now()}`))
  clock.play(10)
  await passes(1000)
  told.length = 0
  clock.pause()
  await clock.step(500)
  clock.jumpWall(-500)
  expect(told).toEqual(['paused 10000', 'paused 10500', 'paused 10000'])
  stop()
  clock.play()
  expect(told).toHaveLength(3)
})
