import type { AnyActorRef } from 'xstate'
import type { ActorMessage, InspectionMessage } from '../messages.ts'

/** Actors that were created and never started are not heard of again. The oldest are forgotten first. */
const MOST_ACTORS = 200

interface LivingActor {
  actorRef: AnyActorRef
  message: ActorMessage
}

/** What a viewer that comes late has to be told: the actors that live, and the last messages. */
export class Backlog {
  readonly #limit: number
  readonly #living = new Map<string, LivingActor>()
  #latest: InspectionMessage[] = []

  constructor(limit: number) {
    this.#limit = Math.max(1, limit)
  }

  add(message: InspectionMessage, actorRef: AnyActorRef): void {
    this.#latest.push(message)
    // Not at each message: taking the first item off an array moves all others.
    if (this.#latest.length >= 2 * this.#limit) this.#latest = this.#latest.slice(-this.#limit)
    if (message.type === 'actor') this.#born(message, actorRef)
    if (message.type === 'snapshot') this.#changed(message.sessionId, message.snapshot)
  }

  /** Each living actor as it is now, unless its beginning is among the last messages; then those, oldest first. */
  messages(): InspectionMessage[] {
    const latest = this.#latest.slice(-this.#limit)
    const told = new Set(latest.filter(({ type }) => type === 'actor').map(({ sessionId }) => sessionId))
    const living = Array.from(this.#living.values(), ({ message }) => message)
    return [...living.filter(({ sessionId }) => !told.has(sessionId)), ...latest]
  }

  /** The login of this id, while it lives. Services are none. */
  root(sessionId: string): AnyActorRef | undefined {
    const actor = this.#living.get(sessionId)
    return actor?.message.rootId === sessionId ? actor.actorRef : undefined
  }

  #born(message: ActorMessage, actorRef: AnyActorRef): void {
    this.#living.set(message.sessionId, { message, actorRef })
    if (this.#living.size > MOST_ACTORS) {
      const [oldest = ''] = this.#living.keys()
      this.#living.delete(oldest)
    }
    if (message.snapshot.status !== 'active') this.#living.delete(message.sessionId)
  }

  #changed(sessionId: string, snapshot: ActorMessage['snapshot']): void {
    const actor = this.#living.get(sessionId)
    if (!actor) return
    if (snapshot.status === 'active') actor.message = { ...actor.message, snapshot }
    else this.#living.delete(sessionId)
  }
}
