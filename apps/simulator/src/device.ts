import type { Clock } from '@device-flow/machine/clock'
import { createVirtualClock, type VirtualClock } from '@device-flow/testing/virtual'
import type { World } from './world.ts'

/** A page in the background for so long has its timers fire once a minute, ms. */
const THROTTLED_MORE_AFTER_MS = 300_000

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
        const fire = (): void => {
          const heldMs = this.#heldMs()
          if (heldMs > 0) cancel = time.schedule(fire, heldMs * this.#traits.timerRate)
          else callback()
        }
        let cancel = time.schedule(fire, delayMs + this.#traits.lagMs)
        return () => cancel()
      },
    }
  }

  /** How long a timer that is due is held back while the page is in the background, ms. */
  #heldMs(): number {
    const now = this.now()
    for (const { type, at, ...event } of this.#traits.events) {
      if (type !== 'hidden' || now < at || now >= at + (event as { ms: number }).ms) continue
      const stepMs = now - at > THROTTLED_MORE_AFTER_MS ? 60_000 : 1_000
      const tick = Math.ceil(now / stepMs - 1e-6) * stepMs
      return Math.min(tick, at + (event as { ms: number }).ms) - now
    }
    return 0
  }
}
