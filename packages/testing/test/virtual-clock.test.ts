import { createSleep } from '@device-flow/machine/clock'
import { describe, expect, test } from 'vitest'
import { createVirtualClock, virtualEpoch } from '../src/index.ts'

describe('virtual time', () => {
  test('stands still until the test moves it', async () => {
    const clock = createVirtualClock({ now: 1000 })
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect([clock.now(), clock.monotonic()]).toEqual([1000, 0])
    await clock.advance(250)
    expect([clock.now(), clock.monotonic()]).toEqual([1250, 250])
  })

  test('starts at the same instant in every run', () => {
    expect(createVirtualClock().now()).toBe(virtualEpoch)
  })

  test('runs timers in order of their due time, each at its own instant', async () => {
    const clock = createVirtualClock()
    const ran: [string, number][] = []
    const note = (name: string) => () => void ran.push([name, clock.monotonic()])
    clock.schedule(note('late'), 300)
    clock.schedule(note('early'), 100)
    clock.schedule(note('also early'), 100)
    await clock.advance(299)
    expect(ran).toEqual([
      ['early', 100],
      ['also early', 100],
    ])
    await clock.advance(1)
    expect(ran.at(-1)).toEqual(['late', 300])
  })

  test('lets promise chains settle between timers, so that a loop that sleeps and works keeps its cadence', async () => {
    const clock = createVirtualClock()
    const sleep = createSleep(clock)
    const { signal } = new AbortController()
    const ticks: number[] = []
    const loop = async (): Promise<void> => {
      while (ticks.length < 3) {
        await sleep({ atLeastMs: 5000 }, { signal })
        for (let step = 0; step < 20; step++) await Promise.resolve()
        ticks.push(clock.monotonic())
      }
    }
    const done = loop()
    await clock.advance(15_000)
    await done
    expect(ticks).toEqual([5000, 10_000, 15_000])
  })

  test('needs no turn of the real event loop, so a script runs the same way every time', async () => {
    const clock = createVirtualClock()
    let turned = false
    setImmediate(() => (turned = true))
    clock.schedule(() => {}, 10)
    await clock.advance(60_000)
    expect(turned).toBe(false)
  })

  test('a timer that is called off never runs and is not counted as pending', async () => {
    const clock = createVirtualClock()
    let ran = false
    const cancel = clock.schedule(() => (ran = true), 10)
    expect(clock.pendingTimers).toBe(1)
    cancel()
    expect(clock.pendingTimers).toBe(0)
    await clock.advance(20)
    expect(ran).toBe(false)
  })

  test('shows a leaked timer as pending', async () => {
    const clock = createVirtualClock()
    const controller = new AbortController()
    const slept = createSleep(clock)({ atLeastMs: 1000 }, controller)
    expect(clock.pendingTimers).toBe(1)
    controller.abort(new Error('enough'))
    await expect(slept).rejects.toThrow('enough')
    expect(clock.pendingTimers).toBe(0)
  })

  test('B6: a wall clock that is slower than the timers, as in WSL', async () => {
    const clock = createVirtualClock({ now: 0, wallRate: 0.88 })
    await clock.advance(25_000)
    expect([clock.now(), clock.monotonic()]).toEqual([22_000, 25_000])
    await clock.advanceTo(44_000)
    expect([clock.now(), clock.monotonic()]).toEqual([44_000, 50_000])
  })

  test('reaches the very millisecond on a wall clock of any rate', async () => {
    const clock = createVirtualClock({ now: 0, wallRate: 0.88 })
    await clock.advanceTo(57)
    expect(clock.now()).toBe(57)
  })

  test('B6: the wall clock jumps and the timers do not notice', async () => {
    const clock = createVirtualClock({ now: 100_000 })
    let firedAt: number | undefined
    clock.schedule(() => (firedAt = clock.monotonic()), 5000)
    clock.jumpWall(3_600_000)
    clock.jumpWall(-50_000)
    expect([clock.now(), clock.monotonic(), firedAt]).toEqual([3_650_000, 0, undefined])
    await clock.advance(5000)
    expect(firedAt).toBe(5000)
  })

  test('B7: a suspended machine loses timer time but not wall time', async () => {
    const clock = createVirtualClock({ now: 0 })
    let firedAt: number | undefined
    clock.schedule(() => (firedAt = clock.now()), 5000)
    await clock.advance(2000)
    clock.jumpWall(600_000)
    expect([clock.now(), clock.monotonic(), clock.pendingTimers]).toEqual([602_000, 2000, 1])
    await clock.advance(3000)
    expect(firedAt).toBe(605_000)
  })

  test('a stalled process fires its timers late, in order, and none twice', async () => {
    const clock = createVirtualClock({ now: 0 })
    const fired: [string, number][] = []
    clock.schedule(() => fired.push(['second', clock.monotonic()]), 3000)
    clock.schedule(() => fired.push(['first', clock.monotonic()]), 2000)
    clock.schedule(() => fired.push(['third', clock.monotonic()]), 12_000)
    await clock.advance(1000)
    clock.stall(10_000)
    expect([clock.now(), clock.monotonic(), fired]).toEqual([11_000, 11_000, []])
    await clock.advance(1000)
    expect(fired).toEqual([
      ['first', 11_000],
      ['second', 11_000],
      ['third', 12_000],
    ])
  })

  test('B11: timers fire early, and the gate that asks the clocks again still opens on time', async () => {
    const clock = createVirtualClock({ earlyMs: 2 })
    let firedAt: number | undefined
    clock.schedule(() => (firedAt = clock.monotonic()), 5000)
    const slept = createSleep(clock)({ atLeastMs: 5000 }, new AbortController()).then(() => clock.monotonic())
    await clock.runUntilIdle()
    expect(firedAt).toBe(4998)
    expect(await slept).toBe(5000)
  })

  test('a delay over 2^31-1 ms fires at once, as on the platform, so that a 90-day storm is caught', async () => {
    const clock = createVirtualClock()
    let fired = false
    clock.schedule(() => (fired = true), 90 * 86_400_000)
    await clock.advance(1)
    expect(fired).toBe(true)
  })

  test('goes on until a condition holds and tells how long that took', async () => {
    const clock = createVirtualClock()
    let count = 0
    const again = (): void => void (++count < 10 && clock.schedule(again, 1000))
    clock.schedule(again, 1000)
    expect(await clock.runUntil(() => count === 3)).toBe(3000)
    expect(await clock.runUntilIdle()).toBe(7000)
    expect(count).toBe(10)
  })

  test('says so when a condition can never hold, or not within the limit', async () => {
    const clock = createVirtualClock()
    await expect(clock.runUntil(() => false)).rejects.toThrow('no timer is set')
    const again = (): void => void clock.schedule(again, 1000)
    again()
    await expect(clock.runUntilIdle({ limitMs: 60_000 })).rejects.toThrow('after 60000 ms')
    expect(clock.monotonic()).toBe(60_000)
  })

  test('goes to the next timer, whatever is due then, and says when there is none', async () => {
    const clock = createVirtualClock()
    const ran: string[] = []
    clock.schedule(() => ran.push('one'), 1000)
    clock.schedule(() => ran.push('another'), 1000)
    clock.schedule(() => ran.push('later'), 1500)
    expect(clock.untilNextTimer).toBe(1000)
    expect(await clock.toNextTimer()).toBe(1000)
    expect(ran).toEqual(['one', 'another'])
    clock.stall(2000)
    expect(clock.untilNextTimer).toBe(0)
    expect([await clock.toNextTimer(), await clock.toNextTimer()]).toEqual([0, undefined])
    expect([ran.at(-1), clock.untilNextTimer, clock.monotonic()]).toEqual(['later', undefined, 3000])
  })

  test('waits for work that takes real time, which may fail', async () => {
    const clock = createVirtualClock()
    let told: string | undefined
    const sign = async (): Promise<void> => {
      await clock.hold(new Promise((resolve) => setTimeout(resolve, 5)))
      told = `signed at ${clock.monotonic()}`
    }
    clock.schedule(() => void sign(), 1000)
    clock.schedule(() => void clock.hold(Promise.reject(new Error('not signed'))).catch(() => {}), 2000)
    await clock.advance(30_000)
    expect(told).toBe('signed at 1000')
  })

  test('waits for work that never ends no longer than 3 s of real time', async () => {
    const clock = createVirtualClock()
    void clock.hold(new Promise(() => {}))
    await clock.advance(1000)
    expect(clock.monotonic()).toBe(1000)
  })

  test('waits a moment for what is on its way without a timer, before it says that nothing can change any more', async () => {
    const clock = createVirtualClock()
    let isLoaded = false
    setTimeout(() => (isLoaded = true), 30)
    expect(await clock.runUntil(() => isLoaded)).toBe(0)
  })

  test('B6: a wall clock begins to run fast, or slow, and shows no jump', async () => {
    const clock = createVirtualClock({ now: 0 })
    await clock.advance(1000)
    clock.setWallRate(2)
    expect(clock.now()).toBe(1000)
    await clock.advance(1000)
    clock.setWallRate(0.5)
    await clock.advance(1000)
    expect(clock.now()).toBe(3500)
    expect(() => clock.setWallRate(0)).toThrow(RangeError)
  })

  test('a stall in the middle of an advance does not turn time back at its end', async () => {
    const clock = createVirtualClock()
    clock.schedule(() => clock.stall(5000), 500)
    await clock.advance(1000)
    expect(clock.monotonic()).toBe(5500)
  })

  test('refuses to be moved twice at once, backwards, or with a wall clock that stands still', async () => {
    const clock = createVirtualClock()
    const first = clock.advance(10)
    await expect(clock.advance(10)).rejects.toThrow('await the call before')
    await first
    await expect(clock.advance(-1)).rejects.toThrow(RangeError)
    expect(() => createVirtualClock({ wallRate: 0 })).toThrow(RangeError)
  })
})
