import type { Clock } from '@device-flow/machine/clock'
import { createVirtualClock, type VirtualClock } from '@device-flow/testing/virtual'
import { hiddenAt, stepMs } from './background.ts'
import type { World } from './world.ts'

/** A device, whose clocks are its own, in a world that has the true time. Virtual time moves by its timers. */
export class Device {
  readonly time: VirtualClock
  readonly #traits: World['device']
  #sleptMs = 0

  constructor(traits: World['device']) {
    const { timerRate, wallRate, earlyMs } = traits
    this.#traits = traits
    this.time = createVirtualClock({ wallRate: wallRate / timerRate, earlyMs })
  }

  /** True time, ms since the login was started. */
  now(): number {
    return this.time.monotonic() / this.#traits.timerRate + this.#sleptMs
  }

  /** Calls back after so much true time, during which the device is awake; ms. */
  after(ms: number, callback: () => void): void {
    this.time.schedule(callback, ms * this.#traits.timerRate)
  }

  sleep(ms: number): void {
    this.#sleptMs += ms
    this.time.jumpWall(ms * this.#traits.wallRate)
  }

  freeze(ms: number): void {
    this.time.stall(ms * this.#traits.timerRate)
  }

  /** Its clocks and timers, as its programs see them. */
  clock(): Clock {
    const { time } = this
    return {
      now: time.now,
      monotonic: time.monotonic,
      schedule: (callback, delayMs) => {
        const waitMs = delayMs + this.#traits.lagMs
        const dueAt = this.now() + waitMs / this.#traits.timerRate
        const fire = (): void => {
          const heldMs = this.#heldUntil(dueAt) - this.now()
          if (heldMs > 0) cancel = time.schedule(fire, heldMs * this.#traits.timerRate)
          else callback()
        }
        let cancel = time.schedule(fire, waitMs)
        return () => cancel()
      },
    }
  }

  /** When a timer fires that is due at a moment: while the page is in the background, at the next tick; true time, ms. */
  #heldUntil(dueAt: number): number {
    const now = this.now()
    const hidden = hiddenAt(now, this.#traits)
    if (!hidden) return now
    const everyMs = stepMs(now - hidden.at)
    return Math.min(Math.ceil(dueAt / everyMs) * everyMs, hidden.at + hidden.ms)
  }
}
