import type { Exchange, Verdict } from './exchange.ts'

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

  /** The number of the newest exchange; 0 before the first. */
  newest(): number {
    return this.#sent
  }

  /** Those of a device that were sent after an exchange of this number. */
  sentAfter(number: number, device: string): readonly Exchange[] {
    return this.#exchanges.filter((exchange) => exchange.number > number && exchange.device === device)
  }

  /** Tells what was made of an exchange. */
  judge(number: number, verdict: Verdict): void {
    this.complete(number, { verdict })
  }

  /** Calls back once the body of an exchange is there, or has broken off: at once where nothing more comes. */
  onceRead(number: number, read: (exchange: Exchange) => void): void {
    const find = (): Exchange | undefined => this.#exchanges.find((exchange) => exchange.number === number)
    const isComing = (): boolean => {
      const response = find()?.response
      return response !== undefined && response.body === undefined && response.bodyFailure === undefined
    }
    const tell = (): void => {
      const exchange = find()
      if (exchange) read(exchange)
    }
    if (!isComing()) return tell()
    const stop = this.subscribe(() => {
      if (isComing()) return
      stop()
      tell()
    })
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
