import { systemClock } from '@device-flow/machine/clock'
import type { Clock } from '@device-flow/machine/clock'
import { forAWhile } from './for-a-while.ts'
import { amount, anything, membersOf } from '../known-names.ts'
import { Pace } from './pace.ts'
import type { ServerClock } from './server-clock.ts'
import { realMoment } from './real-moment.ts'
import { turn } from './turn.ts'
import { CLOCK_OPTIONS, VirtualClock } from './virtual-clock.ts'
import type { RunLimit, VirtualClockOptions } from './virtual-clock.ts'

// A platform fires a timer of more at once.
const MAX_TIMEOUT_MS = 2_147_483_647
const FAR_MS = 1000

/** How a {@link PacedClock} starts. */
export interface PacedClockOptions extends VirtualClockOptions {
  /** The wall clock at the start, ms since the epoch. Default the present. */
  now?: number
  /** What passes per unit of real time: 60 is a minute a second. 0 starts with a pause. Default 1. */
  rate?: number
  /** The real time that it follows. Default the system's. */
  realTime?: Clock
}

const checkOptions = membersOf<PacedClockOptions>({ ...CLOCK_OPTIONS, rate: amount, realTime: anything })

/**
 * A clock that runs by real time, at a pace of your choice, or stands still. Each timer fires at its own instant, in order, also when the
 * platform's timers are late, as those of a hidden tab are. Between two timers it is a {@link VirtualClock}.
 */
export class PacedClock implements Clock {
  readonly #virtual: VirtualClock
  readonly #realTime: Clock
  readonly #listeners = new Set<() => void>()
  readonly #pace: Pace
  readonly #start: number
  #sleptMs = 0
  #isMoving = false
  #lastMove: Promise<unknown> = Promise.resolve()
  #cancelWake: (() => void) | undefined

  constructor({ realTime = systemClock, rate = 1, now = realTime.now(), ...lies }: PacedClockOptions = {}) {
    this.#virtual = new VirtualClock({ ...lies, now }, () => this.#rest())
    this.#realTime = realTime
    this.#pace = new Pace(realTime, rate)
    this.#start = now
  }

  // Arrow functions, because they are passed on without their clock.

  /** Wall clock, whole ms since the epoch. */
  now = (): number => {
    this.#read()
    return this.#virtual.now()
  }

  /** Monotonic clock, ms since this clock was made. */
  monotonic = (): number => {
    this.#read()
    return this.#virtual.monotonic()
  }

  /** Calls back once when `delayMs` have passed at this clock's pace; the returned function cancels it. */
  schedule = (callback: () => void, delayMs: number): (() => void) => {
    this.#read()
    const cancel = this.#virtual.schedule(callback, delayMs)
    this.#setWake()
    return () => {
      cancel()
      this.#setWake()
    }
  }

  /** Lets time stand still while work is done that takes real time, signing say, but not for longer than 3 s. Returns the work. */
  hold = <Value>(work: Promise<Value>): Promise<Value> => {
    this.#pace.hold(forAWhile(work), () => this.#setWake())
    this.#setWake()
    return this.#virtual.hold(work)
  }

  /** The time elsewhere, at the server say: it goes on while this device sleeps, and nobody sets it. */
  readonly trueTime: ServerClock = {
    now: () => this.#start + Math.floor(this.trueTime.monotonic()),
    monotonic: () => this.monotonic() + this.#sleptMs,
    schedule: this.schedule,
    hold: this.hold,
  }

  /** Whether it runs. */
  get isPlaying(): boolean {
    return this.#pace.isPlaying
  }

  /** What passes per unit of real time while it runs. */
  get rate(): number {
    return this.#pace.rate
  }

  /** How many timers are set. */
  get pendingTimers(): number {
    return this.#virtual.pendingTimers
  }

  /**
   * Runs, `rate` times as fast as real time.
   *
   * @throws RangeError for a rate that is not above 0
   */
  play(rate = 1): void {
    this.#change(() => this.#pace.play(rate))
  }

  /** Stands still. Nothing here keeps a process alive then. */
  pause(): void {
    this.#change(() => this.#pace.pause())
  }

  /**
   * Passes `ms` at once, whether it runs or not. Resolves when all timers that were due have run.
   *
   * @throws RangeError for a negative duration
   */
  step(ms: number): Promise<void> {
    return this.#move(() => this.#virtual.advance(ms))
  }

  /** Goes to the next timer at once. Resolves with the time that it passed, ms, or with undefined when none is set. */
  toNextTimer(): Promise<number | undefined> {
    return this.#move(() => this.#virtual.toNextTimer())
  }

  /**
   * Goes from timer to timer at once until the condition holds, and resolves with the time that it passed, ms.
   *
   * @throws Error when no timer is left that could make it true, or when the limit is reached
   */
  runUntil(condition: () => boolean, limit?: RunLimit): Promise<number> {
    return this.#move(() => this.#virtual.runUntil(condition, limit))
  }

  /** Sets the wall clock forward or, with a negative number, back by `ms`. Timers and the monotonic clock do not notice. */
  jumpWall(ms: number): void {
    this.#change(() => this.#virtual.jumpWall(ms))
  }

  /** The device sleeps for `ms`: its wall clock and {@link trueTime} go on, its timers and its monotonic clock stand still. */
  sleep(ms: number): void {
    this.#change(() => {
      this.#sleptMs += ms
      this.#virtual.jumpWall(ms)
    })
  }

  /** Stops the process for `ms` (a frozen tab, a debugger, SIGSTOP): all clocks go on, and timers fire late. */
  stall(ms: number): void {
    this.#change(() => this.#virtual.stall(ms))
  }

  /**
   * Lets the wall clock run fast or slow from now on: wall time that passes per unit of timer time.
   *
   * @throws RangeError for a rate that is not above 0
   */
  setWallRate(rate: number): void {
    this.#change(() => this.#virtual.setWallRate(rate))
  }

  /**
   * Calls back after timers have run, and when somebody has done something to this clock: what a control shows may be different then. While
   * it only runs, what shows the seconds asks by itself. The returned function ends that.
   */
  onChange = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Before a leap, what a timer has brought about gets real time: a request would run into its time-out while it is being signed. */
  #rest(): Promise<void> {
    return (this.#virtual.untilNextTimer ?? Infinity) > FAR_MS ? realMoment() : turn()
  }

  /** Reckons the time that has passed, and passes as much of it as no timer is in. */
  #read(): void {
    this.#pace.read()
    if (this.#isMoving) return
    const free = Math.min(this.#pace.owedMs, this.#virtual.untilNextTimer ?? Infinity)
    this.#virtual.stall(free)
    this.#pace.owedMs -= free
  }

  #change(change: () => void): void {
    this.#read()
    change()
    this.#setWake()
    this.#tell()
  }

  /** Moves time on, after whatever moves it already. */
  #move<Value>(work: () => Promise<Value>): Promise<Value> {
    const move = this.#lastMove.then(async () => {
      this.#read()
      this.#isMoving = true
      try {
        return await work()
      } finally {
        this.#isMoving = false
        this.#read()
        this.#setWake()
        this.#tell()
      }
    })
    // Whatever it comes to: it is told to who asked for it.
    this.#lastMove = move.catch(() => {})
    return move
  }

  /** Sets the one real timer that there is, for the next of ours. */
  #setWake(): void {
    this.#cancelWake?.()
    this.#cancelWake = undefined
    const next = this.#virtual.untilNextTimer
    if (next === undefined || !this.#pace.isRunning || this.#isMoving) return
    const delayMs = Math.min(MAX_TIMEOUT_MS, Math.ceil(Math.max(0, next - this.#pace.owedMs) / this.#pace.rate))
    this.#cancelWake = this.#realTime.schedule(() => void this.#move(() => this.#catchUp()), delayMs)
  }

  /** Runs the timers that are due by now, each at its own instant. */
  async #catchUp(): Promise<void> {
    for (;;) {
      this.#read()
      const next = this.#virtual.untilNextTimer
      if (next === undefined || next > this.#pace.owedMs) return
      this.#pace.owedMs -= next
      await this.#virtual.advance(next)
    }
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}

/**
 * Makes a {@link PacedClock}, which runs from the start.
 *
 * @throws RangeError for a `rate` below 0, or a `wallRate` that is not above 0
 * @throws TypeError for an option that there is not
 * @example
 * ```ts
 * import { createOAuthServices } from '@device-flow/oauth'
 * import { createRotatingFetch } from '@device-flow/testing/fetch'
 * import { createPacedClock } from '@device-flow/testing/virtual'
 *
 * const clock = createPacedClock({ rate: 10 })
 * const { issuer, fetch } = createRotatingFetch({ clock: clock.trueTime })
 * export const services = createOAuthServices({ issuer, fetch, clock, clientId: 'tv' })
 *
 * clock.pause()
 * await clock.step(1000)
 * await clock.toNextTimer()
 * clock.play(60)
 * ```
 */
export function createPacedClock(options: PacedClockOptions = {}): PacedClock {
  checkOptions(options, 'createPacedClock')
  return new PacedClock(options)
}
