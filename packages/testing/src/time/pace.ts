import type { Clock } from '@device-flow/machine/clock'

/** Turns real time into time of another pace, which is owed until it is taken. */
export class Pace {
  rate: number
  isPlaying: boolean
  /** Time that has passed, and was not taken yet, ms. */
  owedMs = 0
  readonly #realTime: Clock
  #readAt: number
  #held = 0

  /** @param rate 0 for a pause, and 1 after it */
  constructor(realTime: Clock, rate: number) {
    this.isPlaying = rate !== 0
    this.rate = this.isPlaying ? checkedRate(rate) : 1
    this.#realTime = realTime
    this.#readAt = realTime.monotonic()
  }

  /** Whether time passes: it is played, and waits for no work. */
  get isRunning(): boolean {
    return this.isPlaying && this.#held === 0
  }

  /** Reckons what has passed since it was called last. Whatever changes the pace calls it first. */
  read(): void {
    const now = this.#realTime.monotonic()
    if (this.isRunning) this.owedMs += (now - this.#readAt) * this.rate
    this.#readAt = now
  }

  play(rate: number): void {
    this.rate = checkedRate(rate)
    this.isPlaying = true
    // What could not be caught up at a fast pace would make the next one as fast.
    this.owedMs = 0
  }

  pause(): void {
    this.isPlaying = false
    this.owedMs = 0
  }

  /** Stands still until some work has ended. */
  hold(work: Promise<unknown>, onEnd: () => void): void {
    this.read()
    this.#held += 1
    const end = (): void => {
      this.read()
      this.#held -= 1
      onEnd()
    }
    work.then(end, end)
  }
}

function checkedRate(rate: number): number {
  if (!(rate > 0 && rate < Infinity)) throw new RangeError(`rate must be over 0 and finite, not ${rate}`)
  return rate
}
