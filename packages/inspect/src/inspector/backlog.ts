import type { AnyActorRef } from 'xstate'
import type { InspectionMessage } from '../protocol/messages.ts'
import { StartingPoint } from './starting-point.ts'

/** No message says that a login which was created is never started. The oldest are forgotten first. */
const MAX_LOGINS = 200

/** Keeps what a viewer that comes late needs: the last messages, and before them the actors that they go on from. */
export class Backlog {
  readonly #limit: number
  readonly #start = new StartingPoint()
  readonly #logins = new Map<string, AnyActorRef>()
  #latest: InspectionMessage[] = []
  /** How many messages at the beginning of `#latest` are in the starting point already. */
  #passed = 0

  constructor(limit: number) {
    this.#limit = Math.max(1, limit)
  }

  add(message: InspectionMessage, actorRef: AnyActorRef): void {
    this.#latest.push(message)
    if (this.#latest.length - this.#passed > this.#limit) this.#passOldest()
    if (message.sessionId !== message.rootId || message.type === 'event') return
    if (message.type === 'actor') this.#logins.set(message.sessionId, actorRef)
    if (message.snapshot.status !== 'active') this.#logins.delete(message.sessionId)
    const [oldest = ''] = this.#logins.keys()
    if (this.#logins.size > MAX_LOGINS) this.#logins.delete(oldest)
  }

  /** Returns the actors that lived before the last messages, as they were then, and after them those messages, oldest first. */
  messages(): InspectionMessage[] {
    return [...this.#start.messages(), ...this.#latest.slice(this.#passed)]
  }

  /** Returns the login of this id, while it lives. Its services are not found. */
  root(sessionId: string): AnyActorRef | undefined {
    return this.#logins.get(sessionId)
  }

  #passOldest(): void {
    this.#start.pass(this.#latest[this.#passed] as InspectionMessage)
    this.#passed++
    // Not at each message: removing the first item of an array moves all others.
    if (this.#passed < this.#limit) return
    this.#latest = this.#latest.slice(this.#passed)
    this.#passed = 0
  }
}
