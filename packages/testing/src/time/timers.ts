interface Timer {
  /** On the monotonic clock, ms. */
  readonly dueAt: number
  readonly callback: () => void
}

const MAX_TIMEOUT_MS = 2_147_483_647

/** Timers with the platform's habits: at least 1 ms, and a delay over 2 147 483 647 ms fires after 1 ms. */
export class Timers {
  readonly #timers = new Set<Timer>()
  readonly #earlyMs: number

  /** @param earlyMs how early they fire, ms, though never before half of their delay */
  constructor(earlyMs: number) {
    this.#earlyMs = earlyMs
  }

  get size(): number {
    return this.#timers.size
  }

  /** Sets one, at a time on the monotonic clock. Returns the function that cancels it. */
  add(callback: () => void, delayMs: number, now: number): () => void {
    const delay = delayMs >= 1 && delayMs <= MAX_TIMEOUT_MS ? delayMs : 1
    const timer = { callback, dueAt: now + delay - Math.min(this.#earlyMs, delay / 2) }
    this.#timers.add(timer)
    return () => void this.#timers.delete(timer)
  }

  /** The one that is due first: of several at one time, the one that was set first. */
  next(): Timer | undefined {
    let next: Timer | undefined
    for (const timer of this.#timers) if (!next || timer.dueAt < next.dueAt) next = timer
    return next
  }

  /** Takes one away that is about to run. */
  take(timer: Timer): void {
    this.#timers.delete(timer)
  }
}
