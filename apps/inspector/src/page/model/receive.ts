import type { ActorMessage, EventMessage, InspectionMessage, SnapshotMessage } from '@device-flow/inspect'
import { transitionKey } from '../chart/chart.ts'
import { actorOf, type Actor, type Entry, type Model, type Source } from './model.ts'

/** Enough to scroll through; more would make the page slow after a night. */
const MOST_ENTRIES = 3000
const MOST_ENDED_ACTORS = 600
const MOST_MESSAGES = 10_000

/** What may reach the page. */
export type Arrival =
  | { type: 'message'; source: string; message: InspectionMessage }
  /** The process or window behind this source is there, or went away. */
  | { type: 'joined' | 'left'; source: string }
  /** Something that is no message. */
  | { type: 'nonsense' }
  | { type: 'otherProtocol'; protocol: number }

/** What the page knows after something arrived. */
export function receive(model: Model, arrival: Arrival): Model {
  switch (arrival.type) {
    case 'message':
      return receiveMessage(model, arrival.source, arrival.message)
    case 'joined':
    case 'left':
      return { ...model, actors: withPresence(model, arrival.source, arrival.type === 'joined') }
    case 'nonsense':
      return { ...model, dropped: model.dropped + 1 }
    case 'otherProtocol':
      return { ...model, otherProtocol: arrival.protocol }
  }
}

function receiveMessage(model: Model, sourceName: string, message: InspectionMessage): Model {
  const known = model.sources.get(sourceName)
  // What a login does while this page comes arrives before all that it is told anew, which would look old.
  if (!known && !isOfNewLogin(message)) return model
  const source = followed(known, message)
  if (!source) return model
  const isNewRun = known !== undefined && source.run !== known.run
  const current: Model = {
    ...model,
    sources: new Map(model.sources).set(sourceName, source),
    actors: isNewRun ? withPresence(model, sourceName, false) : model.actors,
  }
  const keyOf = (sessionId: string): string => `${sourceName}.${source.run}/${sessionId}`
  const next = receiveKnown(current, message, sourceName, keyOf)
  return withMessage(next, keyOf(message.rootId), message)
}

function isOfNewLogin({ type, sessionId, rootId }: InspectionMessage): boolean {
  return type === 'actor' && sessionId === rootId
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

/**
 * A source after one more message; nothing when it was received before: a viewer that comes late makes an inspector tell everything again.
 * A number that was used up before, at a later time, is that of a page or process that has started anew.
 */
function followed(known: Source | undefined, { sequence, at }: InspectionMessage): Source | undefined {
  if (!known) return { run: 0, sequence, at }
  if (sequence > known.sequence) return { ...known, sequence, at }
  return at > known.at ? { run: known.run + 1, sequence, at } : undefined
}

function receiveActor(model: Model, message: ActorMessage, source: string, keyOf: (id: string) => string): Model {
  const parent = message.parentId === undefined ? undefined : model.actors.get(keyOf(message.parentId))
  const actor = actorOf(message, source, keyOf, parent)
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
  const after: Actor = { ...actor, snapshot, taken: counted(actor, message) }
  if (taken.length > 0) after.lastTaken = taken
  if (snapshot.status !== 'active') after.endedAt = actor.endedAt ?? at
  const next = { ...model, actors: new Map(model.actors).set(actor.key, after) }

  // Events wait in a queue until the actor has dealt with those before: the oldest of this kind is the one.
  const waiting = model.entries.findIndex((entry) => isWaitingFor(entry, actor, event.type))
  if (waiting === -1) return withEntry(next, { ...entryOf(actor, model), at, event, taken, after: snapshot })
  const answered = { ...(model.entries[waiting] as Entry), event, taken, before: actor.snapshot, after: snapshot }
  return { ...next, entries: model.entries.with(waiting, answered) }
}

function isWaitingFor(entry: Entry, actor: Actor, type: string): boolean {
  return entry.after === undefined && entry.actorKey === actor.key && entry.event.type === type
}

function entryOf(
  actor: Actor,
  { entries }: Model,
): Pick<Entry, 'number' | 'actorKey' | 'rootKey' | 'taken' | 'before'> {
  const number = (entries.at(-1)?.number ?? 0) + 1
  return { number, actorKey: actor.key, rootKey: actor.rootKey, taken: [], before: actor.snapshot }
}

function withEntry(model: Model, entry: Entry): Model {
  const isFull = model.entries.length >= MOST_ENTRIES
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

/** Marks what runs behind a source. What ran there before it started anew does not come back. */
function withPresence({ actors, sources }: Model, source: string, isHere: boolean): Model['actors'] {
  const current = `${source}.${sources.get(source)?.run}/`
  return new Map(
    [...actors].map(([key, actor]) => [key, key.startsWith(current) ? { ...actor, isGone: !isHere } : actor]),
  )
}

/** Services come and go with every poll. The oldest that have ended make room. */
function withoutOldest(actors: Map<string, Actor>): Map<string, Actor> {
  const ended = [...actors.values()].filter(({ endedAt, isGone, src }) => (endedAt ?? isGone) && src !== undefined)
  for (const { key } of ended.slice(0, Math.max(0, ended.length - MOST_ENDED_ACTORS))) actors.delete(key)
  return actors
}

/** The messages about a login's tree are kept at its root, for the transcript. The first one introduces it, and stays. */
function withMessage(model: Model, rootKey: string, message: InspectionMessage): Model {
  const root = model.actors.get(rootKey)
  if (!root) return model
  const messages = [...root.messages, message]
  if (messages.length > MOST_MESSAGES) messages.splice(1, 1)
  return { ...model, actors: new Map(model.actors).set(rootKey, { ...root, messages }) }
}
