/** RFC 8628 §3.5: each `slow_down` adds 5 seconds to the interval of that code, for good. */
const SLOW_DOWN_MS = 5000

/** Clients keep time in whole milliseconds: a poll that is early by no more than that is on time. */
const ROUNDING_MS = 1

interface Polls {
  intervalMs: number
  lastResponseAt?: number
  forgetAt: number
}

/** Watches how often each device polls. oidc-provider neither sends an interval nor ever answers `slow_down`. */
export class PollThrottle {
  readonly #now: () => number
  readonly #intervalMs: number
  readonly #polls = new Map<string, Polls>()

  constructor(intervalSeconds: number, now: () => number) {
    this.#intervalMs = intervalSeconds * 1000
    this.#now = now
  }

  /** Starts to watch a device code that was issued, until it expires. */
  issued(deviceCode: string, lifetimeSeconds: number): void {
    const now = this.#now()
    for (const [code, { forgetAt }] of this.#polls) if (forgetAt <= now) this.#polls.delete(code)
    this.#polls.set(deviceCode, { intervalMs: this.#intervalMs, forgetAt: now + lifetimeSeconds * 1000 })
  }

  /** Notes a poll before the person has decided. Returns whether it came too soon after the previous response. */
  notePoll(deviceCode: string): boolean {
    const polls = this.#polls.get(deviceCode)
    if (!polls) return false
    const now = this.#now()
    const isTooSoon = polls.lastResponseAt !== undefined && now - polls.lastResponseAt < polls.intervalMs - ROUNDING_MS
    if (isTooSoon) polls.intervalMs += SLOW_DOWN_MS
    polls.lastResponseAt = now
    return isTooSoon
  }
}
