/** RFC 8628 §3.5: each `slow_down` adds 5 seconds to the interval of that code, for good. */
const SLOW_DOWN_MS = 5000

/** Clients keep time in whole milliseconds: a poll that is early by no more than that is on time. */
const ROUNDING_MS = 1

interface Polls {
  intervalMs: number
  lastReplyAt?: number
  forgetAt: number
}

/** How politely each device polls. oidc-provider neither sends an interval nor ever answers `slow_down`. */
export class PollThrottle {
  readonly #now: () => number
  readonly #intervalMs: number
  readonly #polls = new Map<string, Polls>()

  constructor(intervalSeconds: number, now: () => number) {
    this.#intervalMs = intervalSeconds * 1000
    this.#now = now
  }

  /** A device code was issued; it is forgotten when it expires. */
  issued(deviceCode: string, lifetimeSeconds: number): void {
    const now = this.#now()
    for (const [code, { forgetAt }] of this.#polls) if (forgetAt <= now) this.#polls.delete(code)
    this.#polls.set(deviceCode, { intervalMs: this.#intervalMs, forgetAt: now + lifetimeSeconds * 1000 })
  }

  /** A device asked before the person decided. Says whether it asked too soon after the previous reply; call it once per reply. */
  isTooSoon(deviceCode: string): boolean {
    const polls = this.#polls.get(deviceCode)
    if (!polls) return false
    const now = this.#now()
    const tooSoon = polls.lastReplyAt !== undefined && now - polls.lastReplyAt < polls.intervalMs - ROUNDING_MS
    if (tooSoon) polls.intervalMs += SLOW_DOWN_MS
    polls.lastReplyAt = now
    return tooSoon
  }
}
