import type { ActorMessage, EventJson, InspectionMessage, SnapshotMessage } from '../protocol/messages.ts'
import { toClassicEvent } from './classic-event.ts'
import { toClassicMachine } from './classic-machine.ts'
import { toClassicState } from './classic-state.ts'

/** What is sent to the viewer. `machine`, `state` and `event` are JSON, as the protocol wants them. */
export type ClassicMessage =
  | { type: 'service.register'; sessionId: string; id: string; parent?: string; machine: string; state: string }
  | { type: 'service.event'; sessionId: string; event: string }
  | { type: 'service.state'; sessionId: string; state: string }
  | { type: 'service.stop'; sessionId: string }

type Registration = Extract<ClassicMessage, { type: 'service.register' }>

const BEFORE_ANY_EVENT: EventJson = { type: 'xstate.init' }

/**
 * Keeps the logins that live as services of XState 4. Only charts are shown: XState 4 has no services for the actors that a chart
 * runs.
 */
export class ClassicServices {
  readonly #living = new Map<string, Registration>()

  /** Returns every living service as it is now, for a viewer that comes late. */
  registrations(): Iterable<Registration> {
    return this.#living.values()
  }

  /** Takes in a message, and returns what to send to the viewer for it. */
  update(message: InspectionMessage): ClassicMessage[] {
    const { sessionId } = message
    if (message.type === 'actor') return this.#register(message)
    if (!this.#living.has(sessionId)) return []
    if (message.type === 'snapshot') return this.#move(message)
    return [{ type: 'service.event', sessionId, event: JSON.stringify(toClassicEvent(message.event)) }]
  }

  #register({ sessionId, id, parentId, definition, snapshot }: ActorMessage): ClassicMessage[] {
    if (definition === undefined) return []
    const registration: Registration = {
      type: 'service.register',
      sessionId,
      id,
      ...(parentId !== undefined && { parent: parentId }),
      machine: JSON.stringify(toClassicMachine(definition)),
      state: JSON.stringify(toClassicState(snapshot, BEFORE_ANY_EVENT, sessionId)),
    }
    this.#living.set(sessionId, registration)
    return [registration]
  }

  #move({ sessionId, snapshot, event }: SnapshotMessage): ClassicMessage[] {
    const state = JSON.stringify(toClassicState(snapshot, event, sessionId))
    const registration = this.#living.get(sessionId)
    if (registration) this.#living.set(sessionId, { ...registration, state })
    if (snapshot.status === 'active') return [{ type: 'service.state', sessionId, state }]
    this.#living.delete(sessionId)
    return [
      { type: 'service.state', sessionId, state },
      { type: 'service.stop', sessionId },
    ]
  }
}
