import type { ActorMessage, EventMessage, InspectionMessage, SnapshotJson, SnapshotMessage } from '@device-flow/inspect'
import { withMessage } from './kept-messages.ts'
import { actorOf, type Actor, type Entry, type Model } from './model.ts'
import { transitionKey } from './transition-key.ts'
import { nextSource, lostBefore, withLost, withSourceBehind } from './source.ts'

/** Enough to scroll through; more would make the page slow after a night. */
const MAX_ENTRIES = 3000
const MAX_ENDED_ACTORS = 600

/** What may arrive at the page. */
export type Arrival =
  | { type: 'message'; source: string; message: InspectionMessage }
  /** The process or window behind this source is there, or went away. */
  | { type: 'joined' | 'left'; source: string }
  /** Something that is no message. */
  | { type: 'invalid' }
  | { type: 'otherProtocol'; protocol: number }

/** Returns what the page knows after an arrival. */
export function receive(model: Model, arrival: Arrival): Model {
  switch (arrival.type) {
    case 'message':
      return receiveMessage(model, arrival.source, arrival.message)
    case 'joined':
      return { ...model, actors: withPresence(model, arrival.source, true) }
    case 'left':
      return { ...withSourceBehind(model, arrival.source), actors: withPresence(model, arrival.source, false) }
    case 'invalid':
      return { ...model, dropped: model.dropped + 1 }
    case 'otherProtocol':
      return { ...model, otherProtocol: arrival.protocol }
  }
}

function receiveMessage(model: Model, sourceName: string, message: InspectionMessage): Model {
  const known = model.sources.get(sourceName)
  const source = nextSource(
    known,
    message,
    ({ sessionId, at }, run) => model.actors.get(keyIn(sourceName, run, sessionId))?.startedAt === at,
  )
  if (!source) return model
  const isNewRun = known !== undefined && source.run !== known.run
  const lost = known && !isNewRun ? lostBefore(message, known) : 0
  const current: Model = {
    ...withLost(model, sourceName, lost),
    sources: new Map(model.sources).set(sourceName, source),
    ...(isNewRun && { actors: withPresence(model, sourceName, false) }),
  }
  const keyOf = (sessionId: string): string => keyIn(sourceName, source.run, sessionId)
  const next = receiveKnown(current, message, sourceName, keyOf)
  return withMessage(next, keyOf(message.rootId), message)
}

function keyIn(source: string, run: number, sessionId: string): string {
  return `${source}.${run}/${sessionId}`
}

function receiveKnown(model: Model, message: InspectionMessage, source: string, keyOf: (id: string) => string): Model {
  switch (message.type) {
    case 'actor':
      return receiveActor(model, message, source, keyOf)
    case 'event':
      return receiveEvent(model, message, keyOf)
    case 'snapshot':
      return receiveSnapshot(model, message, keyOf)
  }
}

function receiveActor(model: Model, message: ActorMessage, source: string, keyOf: (id: string) => string): Model {
  const known = model.actors.get(keyOf(message.sessionId))
  // One that is known is introduced again when messages about it were lost.
  const actor = known ? upToDate(known, message.snapshot) : actorOf(message, source, keyOf)
  return { ...model, actors: withoutOldest(new Map(model.actors).set(actor.key, actor)) }
}

function receiveEvent(
  model: Model,
  { sessionId, sourceId, at, event }: EventMessage,
  keyOf: (id: string) => string,
): Model {
  const actor = model.actors.get(keyOf(sessionId))
  if (!actor) return model
  const sender = sourceId === undefined ? {} : { senderKey: keyOf(sourceId) }
  return withEntry(model, { ...entryOf(actor, model), at, event, ...sender })
}

function receiveSnapshot(model: Model, message: SnapshotMessage, keyOf: (id: string) => string): Model {
  const { sessionId, at, event, snapshot, taken } = message
  const actor = model.actors.get(keyOf(sessionId))
  if (!actor) return model
  const after: Actor = { ...upToDate(actor, snapshot), taken: counted(actor, message) }
  if (taken.length > 0) after.lastTaken = taken
  if (snapshot.status !== 'active') after.endedAt = actor.endedAt ?? at
  const next = { ...model, actors: new Map(model.actors).set(actor.key, after) }

  // An actor deals with its events in order, so this snapshot answers the oldest waiting event of its type.
  const waiting = model.entries.findIndex((entry) => isWaitingFor(entry, actor, event.type))
  if (waiting === -1) return withEntry(next, { ...entryOf(actor, model), at, event, taken, after: snapshot })
  const { number } = model.entries[waiting] as Entry
  const answered = { ...model.entries[waiting], ...entryOf(actor, model), number, event, taken, after: snapshot }
  return { ...next, entries: model.entries.with(waiting, answered as Entry) }
}

function isWaitingFor(entry: Entry, actor: Actor, type: string): boolean {
  return entry.after === undefined && !entry.isLost && entry.actorKey === actor.key && entry.event.type === type
}

function entryOf(
  actor: Actor,
  { entries }: Model,
): Pick<Entry, 'number' | 'actorKey' | 'rootKey' | 'taken' | 'before'> {
  const number = (entries.at(-1)?.number ?? 0) + 1
  const before = actor.isOutdated ? {} : { before: actor.snapshot }
  return { number, actorKey: actor.key, rootKey: actor.rootKey, taken: [], ...before }
}

function upToDate({ isOutdated: _isOutdated, ...actor }: Actor, snapshot: SnapshotJson): Actor {
  return { ...actor, snapshot }
}

function withEntry(model: Model, entry: Entry): Model {
  const isFull = model.entries.length >= MAX_ENTRIES
  return {
    ...model,
    entries: [...(isFull ? model.entries.slice(1) : model.entries), entry],
    forgotten: model.forgotten + (isFull ? 1 : 0),
  }
}

function counted({ taken }: Actor, message: SnapshotMessage): ReadonlyMap<string, number> {
  if (message.taken.length === 0) return taken
  const counts = new Map(taken)
  for (const transition of message.taken) {
    const key = transitionKey(transition)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

/** Marks the actors of a source as present or gone. Those of an earlier run stay gone. */
function withPresence({ actors, sources }: Model, source: string, isHere: boolean): Model['actors'] {
  const current = `${source}.${sources.get(source)?.run}/`
  return new Map(
    [...actors].map(([key, actor]) => [key, key.startsWith(current) ? { ...actor, isGone: !isHere } : actor]),
  )
}

/** Drops the oldest ended actors that others ran: a machine may run one for each thing that it does. */
function withoutOldest(actors: Map<string, Actor>): Map<string, Actor> {
  const ended = [...actors.values()].filter(({ endedAt, isGone, src }) => (endedAt ?? isGone) && src !== undefined)
  for (const { key } of ended.slice(0, Math.max(0, ended.length - MAX_ENDED_ACTORS))) actors.delete(key)
  return actors
}
