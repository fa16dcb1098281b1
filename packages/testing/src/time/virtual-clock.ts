import type { Clock } from '@device-flow/machine/clock'
import { amount, membersOf } from '../known-names.ts'
import type { MemberChecks } from '../known-names.ts'
import { forAWhile } from './for-a-while.ts'
import { HeldWork } from './held-work.ts'
import { realMoment } from './real-moment.ts'
import { settle } from './settle.ts'
import { Timers } from './timers.ts'

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

/** Checks of their names. */
export const CLOCK_OPTIONS: MemberChecks<VirtualClockOptions> = { now: amount, wallRate: amount, earlyMs: amount }

const checkOptions = membersOf<VirtualClockOptions>(CLOCK_OPTIONS)

/** How far {@link VirtualClock.runUntil} may go. */
export interface RunLimit {
  /** The most timer time to pass, ms. Default 86 400 000 (a day). */
  limitMs?: number
}

const DAY_MS = 86_400_000
const MOST_MOMENTS = 25

/**
 * A wall clock, a monotonic clock and timers that stand still until a test moves them. Timers run on the monotonic clock and have
 * the platform's habits: at least 1 ms, and a delay over 2 147 483 647 ms fires after 1 ms.
 */
export class VirtualClock implements Clock {
  readonly #timers: Timers
  readonly #held = new HeldWork()
  readonly #settle: () => Promise<void>
  #wallRate: number
  #wallOffset: number
  #monotonic = 0
  #moving = false

  /** @param settleBy how promise chains come to rest after each timer */
  constructor(
    { now = virtualEpoch, wallRate = 1, earlyMs = 0 }: VirtualClockOptions = {},
    settleBy: () => Promise<void> = settle,
  ) {
    this.#wallOffset = now
    this.#wallRate = checkedRate(wallRate)
    this.#timers = new Timers(earlyMs)
    this.#settle = settleBy
  }

  // Arrow functions, because they are passed on without their clock: `freshTokens(actor, clock.now)`.

  /** Wall clock, whole ms since the epoch. */
  now = (): number => {
    // The hair keeps 57 / 0.88 × 0.88 from being a millisecond short.
    return this.#wallOffset + Math.floor(this.#monotonic * this.#wallRate + 1e-6)
  }

  /** Monotonic clock, ms since this clock was made. */
  monotonic = (): number => this.#monotonic

  /** Calls back once when `delayMs` of timer time have been passed by {@link advance}; the returned function cancels it. */
  schedule = (callback: () => void, delayMs: number): (() => void) => {
    return this.#timers.add(callback, delayMs, this.#monotonic)
  }

  /**
   * Lets time wait for work that takes real time, as code is loaded or a response signed: what moves it goes on when the work has ended, or
   * has not within 3 s of real time. Returns the work.
   */
  hold = <Value>(work: Promise<Value>): Promise<Value> => {
    this.#held.add(forAWhile(work))
    return work
  }

  /** How many timers are set. 0 after an end means that nothing was left behind. */
  get pendingTimers(): number {
    return this.#timers.size
  }

  /** How long it is to the next timer, ms of timer time: 0 when it is overdue, undefined when none is set. */
  get untilNextTimer(): number | undefined {
    const next = this.#timers.next()
    return next && Math.max(0, next.dueAt - this.#monotonic)
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
      // A stall may have led beyond it.
      this.#monotonic = Math.max(this.#monotonic, target)
      await this.#rest()
    })
  }

  /** {@link advance} until the wall clock shows `wallMs` (ms since the epoch). Does nothing when it already does. */
  async advanceTo(wallMs: number): Promise<void> {
    await this.advance(Math.max(0, (wallMs - this.now()) / this.#wallRate))
  }

  /**
   * Goes to the next timer, and runs all that are due then. Resolves with the timer time that it took, ms, or with undefined when none is
   * set.
   */
  async toNextTimer(): Promise<number | undefined> {
    let tookMs: number | undefined
    await this.#move(async () => {
      const startedAt = this.#monotonic
      if (!(await this.#runNextTimer(Infinity))) return
      tookMs = this.#monotonic - startedAt
      while (await this.#runNextTimer(startedAt + tookMs));
    })
    return tookMs
  }

  /**
   * Goes from timer to timer until the condition holds, and resolves with the timer time that it took, ms. Where no timer is left, it waits
   * half a second of real time for what is on its way without one: code that is loaded, an ID token that is verified.
   *
   * @throws Error when no timer is left that could make it true, or when the limit is reached
   */
  async runUntil(condition: () => boolean, { limitMs = DAY_MS }: RunLimit = {}): Promise<number> {
    const startedAt = this.#monotonic
    await this.#move(async () => {
      for (let moments = 0; !condition();) {
        if (this.#timers.size === 0) {
          if (++moments > MOST_MOMENTS)
            throw new Error('The condition does not hold, and no timer is set that could change it')
          await realMoment()
          await this.#rest()
        } else if (!(await this.#runNextTimer(startedAt + limitMs)))
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
   * Lets the wall clock run fast or slow from now on: wall time that passes per unit of timer time.
   *
   * @throws RangeError for a rate that is not above 0
   */
  setWallRate(rate: number): void {
    const now = this.now()
    this.#wallRate = checkedRate(rate)
    this.#wallOffset += now - this.now()
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
      await this.#rest()
      await body()
    } finally {
      this.#moving = false
    }
  }

  async #runNextTimer(limit: number): Promise<boolean> {
    const next = this.#timers.next()
    if (!next || next.dueAt > limit) return false
    this.#timers.take(next)
    // After a stall it is overdue; time does not go back for it.
    this.#monotonic = Math.max(this.#monotonic, next.dueAt)
    next.callback()
    await this.#rest()
    return true
  }

  #rest(): Promise<void> {
    return this.#held.rest(this.#settle)
  }
}

function checkedRate(rate: number): number {
  if (!(rate > 0)) throw new RangeError(`wallRate must be over 0, not ${rate}`)
  return rate
}

/**
 * Makes a {@link VirtualClock}.
 *
 * @throws RangeError for a `wallRate` that is not above 0
 * @throws TypeError for an option that there is not
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
  checkOptions(options, 'createVirtualClock')
  return new VirtualClock(options)
}
