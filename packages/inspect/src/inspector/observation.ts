import type { AnyActorRef, AnyEventObject, AnyTransitionDefinition, InspectionEvent, Snapshot } from 'xstate'

interface About {
  /** Wall clock, ms since the epoch. */
  at: number
  rootId: string
  actorRef: AnyActorRef
}

interface ObservedActor extends About {
  type: 'actor'
  /** The first snapshot; absent until it can be read. */
  snapshot: Snapshot<unknown> | undefined
}

interface ObservedEvent extends About {
  type: 'event'
  sourceId: string | undefined
  event: AnyEventObject
}

interface ObservedSnapshot extends About {
  type: 'snapshot'
  event: AnyEventObject
  snapshot: Snapshot<unknown>
  taken: readonly AnyTransitionDefinition[]
}

/** What an actor did, not yet redacted. */
export type Observed = ObservedActor | ObservedEvent | ObservedSnapshot

const nothingTaken: readonly AnyTransitionDefinition[] = []

/**
 * Notes XState's inspection events. It runs within the login's own transitions, so it only keeps references: snapshots and events do not
 * change any more.
 */
export class Observation {
  readonly #now: () => number
  #notes: Observed[] = []
  readonly #unread = new Map<AnyActorRef, ObservedActor>()
  readonly #taken = new Map<AnyActorRef, AnyTransitionDefinition[]>()

  constructor(now: () => number) {
    this.#now = now
  }

  /** Returns whether there is something new to send. Never throws: XState would take that for a fault of the login. */
  note(event: InspectionEvent): boolean {
    const actorRef = event.actorRef as AnyActorRef
    const { rootId } = event
    switch (event.type) {
      case '@xstate.actor': {
        const note: ObservedActor = { type: 'actor', at: this.#time(), rootId, actorRef, snapshot: undefined }
        this.#unread.set(actorRef, note)
        this.#notes.push(note)
        return true
      }
      case '@xstate.event': {
        const sourceId = event.sourceRef?.sessionId
        this.#notes.push({ type: 'event', at: this.#time(), rootId, actorRef, sourceId, event: event.event })
        return true
      }
      case '@xstate.microstep': {
        const { _transitions: transitions } = event
        if (transitions.length > 0) this.#collect(actorRef, transitions)
        return false
      }
      case '@xstate.snapshot': {
        // An actor's first snapshot is the one that it was created with; while it is created there is nothing to read.
        this.#readFirst(actorRef)
        const taken = this.#taken.get(actorRef) ?? nothingTaken
        this.#taken.delete(actorRef)
        const { snapshot } = event
        this.#notes.push({ type: 'snapshot', at: this.#time(), rootId, actorRef, event: event.event, snapshot, taken })
        return true
      }
      default:
        return false
    }
  }

  /** Returns everything that was noted since the last call, in order. */
  take(): readonly Observed[] {
    for (const actorRef of this.#unread.keys()) this.#readFirst(actorRef)
    const notes = this.#notes
    this.#notes = []
    return notes
  }

  #collect(actorRef: AnyActorRef, transitions: AnyTransitionDefinition[]): void {
    const taken = this.#taken.get(actorRef)
    if (taken) taken.push(...transitions)
    else this.#taken.set(actorRef, [...transitions])
  }

  #readFirst(actorRef: AnyActorRef): void {
    const note = this.#unread.get(actorRef)
    if (!note) return
    this.#unread.delete(actorRef)
    try {
      note.snapshot = actorRef.getSnapshot() as Snapshot<unknown>
    } catch {
      // The actor's constructor threw, so it never had a snapshot.
    }
  }

  #time(): number {
    try {
      return this.#now()
    } catch {
      return Date.now()
    }
  }
}
