import { playResponse } from '@device-flow/testing/fetch'
import type { Call } from '../../wire/call.ts'
import type { LabParts } from '../lab-parts.ts'
import type { Interceptor, Trouble } from './trouble.ts'

/** What has happened last: a trouble that struck a request, or an incident. */
export interface LastTrouble {
  readonly title: string
  /** The exchange that it struck; undefined for an incident. */
  readonly number?: number
  /** What came of an incident. */
  readonly told?: string
}

/** The troubles that are switched on. */
export class ActiveTroubles {
  readonly #lab: () => LabParts
  #active: readonly Trouble[] = []
  #last: LastTrouble | undefined
  readonly #listeners = new Set<() => void>()

  /** @param lab what it is about, asked for once a trouble is switched on */
  constructor(lab: () => LabParts) {
    this.#lab = lab
  }

  /** Those that are on, in the order in which they were switched on. The same array until it changes. */
  readonly list = (): readonly Trouble[] => this.#active

  /** What has happened last. */
  readonly last = (): LastTrouble | undefined => this.#last

  /** Switches one on; another one that cannot be on at the same time is off then. */
  switchOn(trouble: Trouble): void {
    if (this.#active.includes(trouble)) return
    for (const other of this.#active) if (other.oneOf && other.oneOf === trouble.oneOf) this.switchOff(other)
    this.#set([...this.#active, trouble])
    trouble.begin?.(this.#lab())
  }

  switchOff(trouble: Trouble): void {
    if (!this.#active.includes(trouble)) return
    this.#set(this.#active.filter((other) => other !== trouble))
    trouble.end?.(this.#lab())
  }

  switchAllOff(): void {
    for (const trouble of this.#active) this.switchOff(trouble)
  }

  /** Tells that an incident has happened. */
  tell(title: string, told?: string): void {
    this.#last = { title, ...(told && { told }) }
    this.#tell()
  }

  /** Carries a request past all troubles that are on: the one that was switched on first meets it first. */
  intercept(call: Call): Promise<Response> {
    const keyed = call.kind === 'keys' ? this.#lab().keys.publishedWith(call.send, this.#lab().clock) : call.send
    const carry = this.#active
      .filter(({ kinds }) => kinds.includes(call.kind))
      .reduceRight<Call['send']>(
        (next, trouble) => (trouble.intercept ? this.#through(trouble, trouble.intercept, call, next) : next),
        keyed,
      )
    return carry(call.request)
  }

  /** Calls back when one is switched on or off, or has struck. The returned function ends that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  #through(trouble: Trouble, intercept: Interceptor, { number, kind, init }: Call, next: Call['send']): Call['send'] {
    const lab = this.#lab()
    const strike = (): void => this.#strike(trouble, number)
    return async (request) =>
      intercept({
        kind,
        request: request!,
        lab,
        pass: (changed = request) => next(changed),
        strike,
        answer(response) {
          strike()
          return playResponse(response, request!.url, init, { clock: lab.clock.trueTime })
        },
      })
  }

  #strike(trouble: Trouble, number: number): void {
    this.#last = { title: trouble.title, number }
    this.#lab().wire.complete(number, { trouble: trouble.title })
    if (trouble.lasts === 'once') this.switchOff(trouble)
    this.#tell()
  }

  #set(active: readonly Trouble[]): void {
    this.#active = active
    this.#tell()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
