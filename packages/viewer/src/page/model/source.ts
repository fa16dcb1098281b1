import type { InspectionMessage } from '@device-flow/inspect'
import type { Actor, Model, Source } from './model.ts'

/**
 * A source after one more message; nothing when it was received before: a viewer that comes late makes an inspector tell everything again.
 * A number that was used up before, at a later time, is that of a page or process that has started anew.
 *
 * It begins with a login's own beginning. Whatever is told while a viewer is still coming is told again after that; taken for the first
 * message, it would let all before it pass for known. The same holds when a source was away, and is back.
 */
export function followed(known: Source | undefined, message: InspectionMessage): Source | undefined {
  const { at } = message
  const sequence = accountedFor(message)
  if (!known) return isBeginning(message) ? { run: 0, sequence, at } : undefined
  const { run, isBehind = false } = known
  if (isNews(message, known)) {
    const isTooEarly = isBehind && message.type !== 'actor' && sequence > known.sequence + 1
    return isTooEarly ? undefined : { run, sequence, at: isToldAgain(message) ? Math.max(at, known.at) : at }
  }
  return at > known.at ? { run: run + 1, sequence, at } : undefined
}

/** How many messages were told between what is known of a source and its next message, and never came here. */
export function lostBefore(message: InspectionMessage, { sequence }: Source): number {
  const next = accountedFor(message)
  return isToldAgain(message) ? next - sequence : next - sequence - 1
}

/** A model after so many messages of a source were lost: what it knows of that source's actors and events may be outdated. */
export function withLost(model: Model, source: string, lost: number): Model {
  if (lost === 0) return model
  const ofSource = (key: string): boolean => model.actors.get(key)?.source === source
  const actors = [...model.actors].map(([key, actor]): [string, Actor] => [
    key,
    ofSource(key) ? { ...actor, isOutdated: true, lost: actor.lost + lost } : actor,
  ])
  const entries = model.entries.map((entry) =>
    entry.after === undefined && ofSource(entry.actorKey) ? { ...entry, isLost: true } : entry,
  )
  return { ...model, actors: new Map(actors), entries }
}

/** A source that has gone: when it is back, it tells anew what it has told meanwhile. */
export function withSourceBehind(model: Model, name: string): Model {
  const source = model.sources.get(name)
  return source ? { ...model, sources: new Map(model.sources).set(name, { ...source, isBehind: true }) } : model
}

/** The last message that this one accounts for: itself, if it is not told again as of a later one. */
function accountedFor(message: InspectionMessage): number {
  return message.type === 'actor' ? (message.asOf ?? message.sequence) : message.sequence
}

function isToldAgain(message: InspectionMessage): boolean {
  return message.type === 'actor' && message.asOf !== undefined
}

function isNews(message: InspectionMessage, { sequence }: Source): boolean {
  const next = accountedFor(message)
  return next > sequence || (isToldAgain(message) && next === sequence)
}

function isBeginning({ type, sessionId, rootId }: InspectionMessage): boolean {
  return type === 'actor' && sessionId === rootId
}
