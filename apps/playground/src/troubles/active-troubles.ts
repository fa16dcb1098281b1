import type { ExchangeKind } from '../wire/exchange.ts'
import type { Trouble } from './trouble.ts'

/** The troubles that are switched on. */
export class ActiveTroubles {
  #active: readonly Trouble[] = []
  readonly #listeners = new Set<() => void>()

  /** Those that are on, in the order in which they were switched on. The same array until it changes. */
  readonly list = (): readonly Trouble[] => this.#active

  switchOn(trouble: Trouble): void {
    if (!this.#active.includes(trouble)) this.#set([...this.#active, trouble])
  }

  switchOff(trouble: Trouble): void {
    this.#set(this.#active.filter((other) => other !== trouble))
  }

  /** Finds the trouble that meets a request of this kind; one that is over after one request is off from now on. */
  meet(kind: ExchangeKind): Trouble | undefined {
    const trouble = this.#active.find(({ kinds }) => kinds.includes(kind))
    if (trouble?.lasts === 'once') this.switchOff(trouble)
    return trouble
  }

  /** Calls back when one is switched on or off. The returned function ends that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  #set(active: readonly Trouble[]): void {
    this.#active = active
    for (const listener of this.#listeners) listener()
  }
}
