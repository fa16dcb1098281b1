import type { Json } from '@device-flow/machine'

/** The version of the messages below. A viewer of another version says so instead of guessing. */
export const PROTOCOL = 1

interface About {
  protocol: typeof PROTOCOL
  /** Counts up by one within an inspector, so that a gap and a repetition show. */
  sequence: number
  /** Wall clock, ms since the epoch. */
  at: number
  /** The actor at the root of the tree, i.e. the login. */
  rootId: string
  sessionId: string
}

/** An actor was created: the login itself, or the one that runs its services. */
export interface ActorMessage extends About {
  type: 'actor'
  parentId?: string
  /** XState's id within its parent, e.g. `services`. */
  id: string
  /** The name of its logic, e.g. `services`. Absent for the root. */
  src?: string
  /**
   * The chart as XState's plain `definition`, redacted, with what that leaves out: in each state, `always`, its transitions that need no
   * event, and `asks`, the names of the services that it asks and whose answer it waits for. Absent for actors that have no chart.
   */
  definition?: Json
  /** The actor's first snapshot, or that of a later time: see `asOf`. */
  snapshot: SnapshotJson
  /**
   * The `sequence` of the last message that the snapshot includes. It is set for readers who do not get the messages up to that one: a
   * viewer that comes late, or a reader of what a recorder has kept. The messages that follow go on from this snapshot.
   */
  asOf?: number
}

/** An event is on its way to an actor. */
export interface EventMessage extends About {
  type: 'event'
  /** The actor that sent it. Absent when it came from outside. */
  sourceId?: string
  event: EventJson
}

/** An actor has a new snapshot. */
export interface SnapshotMessage extends About {
  type: 'snapshot'
  event: EventJson
  snapshot: SnapshotJson
  /** The transitions that led here, in order; empty when the event changed nothing. */
  taken: TakenTransition[]
  /** In transcripts: what the server's error code in the event means. */
  explained?: ErrorExplanation
}

/** What a server's error code means, in words for those who run the login. */
export interface ErrorExplanation {
  /** The server's code; `rateLimited` where it sent none with its 429. */
  code: string
  meaning: string
  whatToDo: string
  /** The log event type to look for in an Auth0 tenant, or several, separated by commas. */
  auth0LogCode?: string
}

/** One transition of the chart that was taken. */
export interface TakenTransition {
  /** The path of the state that it stands in, e.g. `awaitingUser.waiting`. */
  from: string
  /** The path of the state that it leads to; absent when it stays. */
  to?: string
  /** XState's event descriptor; empty for transitions that need no event (`always`). */
  event: string
  /** Why, in words for people: the transition's `description` in the chart. */
  why?: string
}

/**
 * A snapshot as plain JSON, redacted. `value`, `context` and `tags` are those of a chart; `input` of a login's services is their last
 * request.
 */
export interface SnapshotJson {
  status: 'active' | 'done' | 'error' | 'stopped'
  value?: Json
  context?: Json
  tags?: string[]
  input?: Json
  output?: Json
  error?: Json
}

/** An event as plain JSON, redacted. */
export interface EventJson {
  type: string
  [member: string]: Json | undefined
}

/** What an inspector sends: plain JSON without a secret, whatever the transport. */
export type InspectionMessage = ActorMessage | EventMessage | SnapshotMessage

/** What a viewer asks for: everything so far (`hello`), or to send an event to an actor. */
export type ViewerMessage =
  | { type: 'hello'; protocol: number }
  | { type: 'send'; sessionId: string; event: { type: string; [member: string]: Json | undefined } }
