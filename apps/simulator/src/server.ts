import type { World } from './world.ts'

const SLOW_DOWN_MS = 5_000

/** What a server answers to a poll. `spent`: its tokens were handed out before. */
export interface Answer {
  type: 'pending' | 'slowDown' | 'granted' | 'denied' | 'expired' | 'spent'
  /** The interval that it names in a `slow_down`, ms. */
  intervalMs?: number
}

/** A server that takes RFC 8628 by the word: who polls early, by the true time and since its last answer, is told to slow down. */
export class Server {
  readonly #world: World
  #intervalMs = 0
  #answeredAt = 0
  #wasGranted = false
  /** When it gave the code: true time, ms. */
  issuedAt = 0
  /** When the code dies: true time, ms. */
  expiresAt = 0
  /** When the person decides: true time, ms. */
  decidesAt: number = Number.POSITIVE_INFINITY

  constructor(world: World) {
    this.#world = world
  }

  /** Gives a new code. */
  authorize(at: number): void {
    this.#intervalMs = this.#world.server.intervalMs
    this.#answeredAt = at
    this.issuedAt = at
    this.expiresAt = at + this.#world.server.lifeMs
    this.decidesAt = Number.POSITIVE_INFINITY
  }

  /** The person sees the code. */
  show(at: number): void {
    const { decision, afterMs } = this.#world.person
    if (decision !== 'never decides') this.decidesAt = at + afterMs
  }

  /** @param isBusy it wants fewer polls from everybody */
  poll(at: number, isBusy: boolean): Answer {
    const isEarly = at - this.#answeredAt < this.#intervalMs
    this.#answeredAt = at
    if (this.#wasGranted) return { type: this.#world.server.repeatsGrant ? 'granted' : 'spent' }
    if (at >= this.expiresAt) return { type: 'expired' }
    if (isEarly || isBusy) {
      this.#intervalMs += SLOW_DOWN_MS
      return { type: 'slowDown', ...(this.#world.server.namesSlowerInterval && { intervalMs: this.#intervalMs }) }
    }
    if (at < this.decidesAt) return { type: 'pending' }
    if (this.#world.person.decision === 'denies') return { type: 'denied' }
    this.#wasGranted = true
    return { type: 'granted' }
  }
}
