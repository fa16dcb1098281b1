import type { ActorMessage, InspectionMessage } from './messages.ts'

/** Actors that were created and never started are not heard of again. The oldest are forgotten first. */
const MOST_ACTORS = 200

/** Where the messages that are kept go on from: the actors that lived before the first of them, each as it was by then. */
export class StartingPoint {
  readonly #actors = new Map<string, ActorMessage>()
  #sequence = 0

  /** Moves on by a message that is not kept any more. They have to come in their order. */
  pass(message: InspectionMessage): void {
    this.#sequence = message.sequence
    if (message.type === 'event') return
    const actor = message.type === 'actor' ? message : this.#actors.get(message.sessionId)
    if (!actor) return
    if (message.snapshot.status !== 'active') this.#actors.delete(actor.sessionId)
    else this.#actors.set(actor.sessionId, { ...actor, snapshot: message.snapshot })
    const [oldest = ''] = this.#actors.keys()
    if (this.#actors.size > MOST_ACTORS) this.#actors.delete(oldest)
  }

  /** What tells of these actors, the oldest first. */
  messages(): ActorMessage[] {
    return Array.from(this.#actors.values(), (message) => ({ ...message, asOf: this.#sequence }))
  }
}
