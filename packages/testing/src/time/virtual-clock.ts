import type { Clock } from '@device-flow/machine/clock'
import { settle } from './settle.ts'

/** Where virtual time starts unless told otherwise: 2026-01-01T00:00:00Z, ms since the epoch. */
export const virtualEpoch: number = Date.UTC(2026, 0, 1)

/** How a {@link VirtualClock} starts and in which way it lies. */
export interface VirtualClockOptions {
  /** The wall clock at the start, ms since the epoch. Default {@link virtualEpoch}. */
  now?: number
  /** Wall time that passes per unit of timer time. 0.88 is the WSL case: 25 s on the timer are 22 s on the wall. Default 1. */
  wallRate?: number
  /** How early timers fire, ms, though never before half of their delay. Runtimes do this by 1 to 2 ms. Default 0. */
  earlyMs?: number
}

/** How far {@link VirtualClock.runUntil} may go. */
export interface RunLimit {
  /** The most timer time to pass, ms. Default 86 400 000 (a day). */
  limitMs?: number
}

interface Timer {
  /** On the monotonic clock, ms. */
  dueAt: number
  callback: () => void
}

const MAX_TIMEOUT_MS = 2_147_483_647
const DAY_MS = 86_400_000

/**
 * A wall clock, a monotonic clock and timers that stand still until a test moves them. Timers run on the monotonic clock and have
 * the platform's habits: at least 1 ms, and a delay over 2 147 483 647 ms fires after 1 ms.
 */
export class VirtualClock implements Clock {
  readonly #wallRate: number
  readonly #earlyMs: number
  readonly #timers = new Set<Timer>()
  #wallOffset: number
  #monotonic = 0
  #moving = false

  constructor({ now = virtualEpoch, wallRate = 1, earlyMs = 0 }: VirtualClockOptions = {}) {
    if (!(wallRate > 0)) throw new RangeError(`wallRate must be over 0, not ${wallRate}`)
    this.#wallOffset = now
    this.#wallRate = wallRate
    this.#earlyMs = earlyMs
  }

  // Arrow functions, because they are passed on without their clock: `freshTokens(actor, clock.now)`.

  /** Wall clock, whole ms since the epoch. */
  now = (): number => {
    // The hair keeps 57 / 0.88 × 0.88 from being a millisecond short.
    return this.#wallOffset + Math.floor(this.#monotonic * this.#wallRate + 1e-6)
  }

  /** Monotonic clock, ms since this clock was made. */
  monotonic = (): number => this.#monotonic

  /** Calls back once when `delayMs` of timer time have been passed by {@link advance}; the returned function calls it off. */
  schedule = (callback: () => void, delayMs: number): (() => void) => {
    const delay = delayMs >= 1 && delayMs <= MAX_TIMEOUT_MS ? delayMs : 1
    const timer = { callback, dueAt: this.#monotonic + delay - Math.min(this.#earlyMs, delay / 2) }
    this.#timers.add(timer)
    return () => void this.#timers.delete(timer)
  }

  /** How many timers are set. 0 after an end means that nothing was left behind. */
  get pendingTimers(): number {
    return this.#timers.size
  }

  /**
   * Passes `ms` of timer time. Due timers run in order, each at its own instant, and promise chains settle after each.
   *
   * @throws RangeError for a negative duration
   */
  async advance(ms: number): Promise<void> {
    if (!(ms >= 0)) throw new RangeError(`Timer time only goes forward, not by ${ms} ms`)
    const target = this.#monotonic + ms
    await this.#move(async () => {
      while (await this.#runNextTimer(target));
      this.#monotonic = target
      await settle()
    })
  }

  /** {@link advance} until the wall clock shows `wallMs` (ms since the epoch). Does nothing when it already does. */
  async advanceTo(wallMs: number): Promise<void> {
    await this.advance(Math.max(0, (wallMs - this.now()) / this.#wallRate))
  }

  /**
   * Goes from timer to timer until the condition holds, and resolves with the timer time that it took, ms.
   *
   * @throws Error when no timer is left that could make it true, or when the limit is reached
   */
  async runUntil(condition: () => boolean, { limitMs = DAY_MS }: RunLimit = {}): Promise<number> {
    const startedAt = this.#monotonic
    await this.#move(async () => {
      while (!condition()) {
        if (this.#timers.size === 0)
          throw new Error('The condition does not hold, and no timer is set that could change it')
        if (!(await this.#runNextTimer(startedAt + limitMs)))
          throw new Error(`The condition does not hold after ${limitMs} ms; timers still set: ${this.#timers.size}`)
      }
    })
    return this.#monotonic - startedAt
  }

  /** {@link runUntil} no timer is set any more. */
  async runUntilIdle(limit: RunLimit = {}): Promise<number> {
    return this.runUntil(() => this.#timers.size === 0, limit)
  }

  /**
   * Sets the wall clock forward or, with a negative number, back by `ms`. Timers and the monotonic clock do not notice. A device that
   * sleeps for `ms` looks the same: its wall clock goes on, while the other clock and the timers stand still.
   */
  jumpWall(ms: number): void {
    this.#wallOffset += ms
  }

  /**
   * Stops the process for `ms` (a frozen tab, a debugger, SIGSTOP): both clocks go on, and timers fire late, with the next {@link advance}.
   */
  stall(ms: number): void {
    this.#monotonic += ms
  }

  async #move(body: () => Promise<void>): Promise<void> {
    if (this.#moving) throw new Error('Virtual time is already being moved: await the call before')
    this.#moving = true
    try {
      await settle()
      await body()
    } finally {
      this.#moving = false
    }
  }

  async #runNextTimer(limit: number): Promise<boolean> {
    let next: Timer | undefined
    for (const timer of this.#timers) if (!next || timer.dueAt < next.dueAt) next = timer
    if (!next || next.dueAt > limit) return false
    this.#timers.delete(next)
    // After a stall it is overdue; time does not go back for it.
    this.#monotonic = Math.max(this.#monotonic, next.dueAt)
    next.callback()
    await settle()
    return true
  }
}

/**
 * Makes a {@link VirtualClock}.
 *
 * @throws RangeError for a `wallRate` that is not above 0
 * @example
 * ```ts
 * import { createSleep } from '@device-flow/machine/clock'
 * import { createVirtualClock } from '@device-flow/testing'
 *
 * const clock = createVirtualClock({ wallRate: 0.88, earlyMs: 2 })
 * const slept = createSleep(clock)({ atLeastMs: 5000 }, new AbortController())
 * await clock.advance(5000)
 * await slept
 * ```
 */
export function createVirtualClock(options: VirtualClockOptions = {}): VirtualClock {
  return new VirtualClock(options)
}
