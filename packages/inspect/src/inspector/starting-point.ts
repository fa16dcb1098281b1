import type { ActorMessage, InspectionMessage } from '../protocol/messages.ts'

/** Actors that were created and never started are not heard of again. The oldest are forgotten first. */
const MAX_ACTORS = 200

/** The actors that were alive before the first message that is kept, each as it was then: the kept messages go on from there. */
export class StartingPoint {
  readonly #actors = new Map<string, ActorMessage>()
  #sequence = 0

  /** Takes in a message that is no longer kept. Messages have to come in their order. */
  pass(message: InspectionMessage): void {
    this.#sequence = message.sequence
    if (message.type === 'event') return
    const actor = message.type === 'actor' ? message : this.#actors.get(message.sessionId)
    if (!actor) return
    if (message.snapshot.status !== 'active') this.#actors.delete(actor.sessionId)
    else this.#actors.set(actor.sessionId, { ...actor, snapshot: message.snapshot })
    const [oldest = ''] = this.#actors.keys()
    if (this.#actors.size > MAX_ACTORS) this.#actors.delete(oldest)
  }

  /** Messages that introduce these actors, the oldest first. */
  messages(): ActorMessage[] {
    return Array.from(this.#actors.values(), (message) => ({ ...message, asOf: this.#sequence }))
  }
}
