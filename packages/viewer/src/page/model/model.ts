import type { Json } from '@device-flow/machine'
import type { ActorMessage, EventJson, InspectionMessage, SnapshotJson, TakenTransition } from '@device-flow/inspect'
import { givenName } from './given-name.ts'
import { isJsonObject, textOf } from './json.ts'

/** Everything that the page knows. Made from messages alone: see `receive`. */
export interface Model {
  /** Every process or window that speaks to this page, by the name that its link gave it. */
  sources: ReadonlyMap<string, Source>
  /** By {@link Actor.key}, oldest first. */
  actors: ReadonlyMap<string, Actor>
  /** What happened to actors, oldest first. */
  entries: readonly Entry[]
  /** Entries that were forgotten because there were too many. */
  forgotten: number
  /** How many invalid messages arrived. */
  dropped: number
  /** The version of an inspector that speaks another protocol than this page. */
  otherProtocol?: number
}

/** Where messages come from. XState numbers actors anew in each process, so their ids are unique within a source only. */
export interface Source {
  /** Counts up when the process behind it, or the page, started anew. */
  run: number
  /** The `sequence` of the last message that is known, or included in one that is. */
  sequence: number
  at: number
  /** It was disconnected. It will send again what it has sent meanwhile. */
  isBehind?: boolean
}

/** The login, or what it runs: its services. */
export interface Actor {
  key: string
  source: string
  sessionId: string
  rootKey: string
  parentKey?: string
  /** XState's id within its parent. */
  id: string
  /** For people: the name of its logic, otherwise the chart's, otherwise XState's id. */
  name: string
  /** The name of its logic. Absent for the login itself. */
  src?: string
  definition?: Json
  snapshot: SnapshotJson
  /** Messages were lost since that snapshot, and some may have been about it. */
  isOutdated?: boolean
  startedAt: number
  /** When it was done, failed or was stopped. */
  endedAt?: number
  /** How often each transition was taken, by `transitionKey`. */
  taken: ReadonlyMap<string, number>
  /** The transitions of the last step that took any. */
  lastTaken: readonly TakenTransition[]
  /** Its process went away. */
  isGone: boolean
  /** The message that introduced it, and all about its tree since, for a transcript. Only for logins. */
  messages: readonly InspectionMessage[]
  /** How many messages were lost since the last of these. */
  lost: number
}

/** An event that an actor received, and its result. */
export interface Entry {
  /** Counts up over the whole page. */
  number: number
  actorKey: string
  rootKey: string
  at: number
  event: EventJson
  /** The actor that sent it. Absent when it came from outside. */
  senderKey?: string
  taken: readonly TakenTransition[]
  /** Absent when messages were lost just before. */
  before?: SnapshotJson
  /** Absent as long as the actor has not dealt with it, or when messages were lost before it did. */
  after?: SnapshotJson
  /** Messages were lost before it was dealt with: its result is unknown. */
  isLost?: boolean
}

/** What a page knows before the first message. */
export const emptyModel: Model = { sources: new Map(), actors: new Map(), entries: [], forgotten: 0, dropped: 0 }

/** Makes the actor that a message introduces. */
export function actorOf(message: ActorMessage, source: string, keyOf: (sessionId: string) => string): Actor {
  const { sessionId, rootId, parentId, id, src, definition, snapshot, at } = message
  return {
    key: keyOf(sessionId),
    source,
    sessionId,
    rootKey: keyOf(rootId),
    id,
    name: givenName(src) ?? (isJsonObject(definition) ? textOf(definition.id) : undefined) ?? id,
    snapshot,
    startedAt: at,
    taken: new Map(),
    lastTaken: [],
    isGone: false,
    messages: [],
    lost: 0,
    ...(parentId !== undefined && { parentKey: keyOf(parentId) }),
    ...(src !== undefined && { src }),
    ...(definition !== undefined && { definition }),
  }
}
