import type { StatelyInspectionEvent } from '@statelyai/inspect'

const MAX_MESSAGES = 200

/** Keeps what a viewer that comes late needs: the logins that still live, and the last messages. */
export class History {
  readonly #logins = new Map<string, StatelyInspectionEvent>()
  readonly #latest: StatelyInspectionEvent[] = []

  add(message: StatelyInspectionEvent): void {
    this.#latest.push(message)
    if (this.#latest.length > MAX_MESSAGES) this.#latest.shift()
    // Only this message has the chart, and after two minutes of polling it is no longer among the last.
    if (message.type === '@xstate.actor' && message.parentId === undefined) this.#logins.set(message.sessionId, message)
    if (message.type === '@xstate.snapshot' && message.snapshot.status !== 'active')
      this.#logins.delete(message.sessionId)
  }

  /** Returns each message once, an actor before what happens to it. */
  messages(): Iterable<StatelyInspectionEvent> {
    return new Set([...this.#logins.values(), ...this.#latest])
  }
}
