import type { Exchange, ExchangeKind, Verdict } from './exchange.ts'

const MOST_EXCHANGES = 500

/** Every request of the devices, in order. */
export class WireLog {
  #exchanges: readonly Exchange[] = []
  #sent = 0
  readonly #listeners = new Set<() => void>()

  /** The newest 500, in the order in which they were sent. The same array until it changes. */
  readonly list = (): readonly Exchange[] => this.#exchanges

  /** Adds an exchange, and returns its number. */
  add(exchange: Omit<Exchange, 'number'>): number {
    this.#sent += 1
    this.#set([...this.#exchanges, { ...exchange, number: this.#sent }].slice(-MOST_EXCHANGES))
    return this.#sent
  }

  /** Adds to an exchange what is known of it by now. */
  complete(number: number, more: Partial<Exchange>): void {
    this.#set(this.#exchanges.map((exchange) => (exchange.number === number ? { ...exchange, ...more } : exchange)))
  }

  /** Tells what was made of the newest request of a kind. */
  judge(device: string, kind: ExchangeKind, verdict: Verdict): void {
    const judged = this.#exchanges.findLast((exchange) => exchange.device === device && exchange.kind === kind)
    if (judged) this.complete(judged.number, { verdict })
  }

  /** Calls back when something was added. The returned function ends that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  #set(exchanges: readonly Exchange[]): void {
    this.#exchanges = exchanges
    for (const listener of this.#listeners) listener()
  }
}
