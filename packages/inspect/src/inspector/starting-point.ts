import type { ActorMessage, InspectionMessage } from '../protocol/messages.ts'

/** No message says that an actor which was created is never started. The oldest are forgotten first: a login is two. */
const MAX_ACTORS = 400

/** Keeps the actors that lived before the first kept message, each as it was then: the kept messages go on from there. */
export class StartingPoint {
  readonly #actors = new Map<string, ActorMessage>()
  #sequence = 0

  /** Takes in a message that is no longer kept. Call it in the order of the messages. */
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

  /** Returns messages that introduce these actors, the oldest first. */
  messages(): ActorMessage[] {
    return Array.from(this.#actors.values(), (message) => ({ ...message, asOf: this.#sequence }))
  }
}
