import type { InspectionMessage } from '@device-flow/inspect'
import type { Actor, Model, Source } from './model.ts'

/**
 * Returns a source after one more message; nothing for a message that was received before: for a viewer that comes late, an inspector
 * sends everything again. A sequence number that was used before, at a later time, comes from a page or process that has started anew.
 *
 * A source begins with the message that introduces a login. What an inspector sends before it has got the viewer's hello, it sends again
 * afterwards; if such a message counted as the first, all before it would count as known. The same holds when a source was away and is
 * back.
 *
 * @param isIntroduced whether this login was introduced before. One that was not, under a number that was used, is of a new inspector, also
 * when its clock was set back, as that of a simulation.
 */
export function nextSource(
  known: Source | undefined,
  message: InspectionMessage,
  isIntroduced: (message: InspectionMessage, run: number) => boolean,
): Source | undefined {
  const { at } = message
  const sequence = accountedFor(message)
  if (!known) return isBeginning(message) ? { run: 0, sequence, at } : undefined
  const { run, isBehind = false } = known
  if (isNews(message, known)) {
    const isTooEarly = isBehind && message.type !== 'actor' && sequence > known.sequence + 1
    return isTooEarly ? undefined : { run, sequence, at: isSentAgain(message) ? Math.max(at, known.at) : at }
  }
  const isOfNewInspector = isBeginning(message) && !isIntroduced(message, run)
  return at > known.at || isOfNewInspector ? { run: run + 1, sequence, at } : undefined
}

/** Counts the messages of a source that were sent before this one and never arrived here. */
export function lostBefore(message: InspectionMessage, { sequence }: Source): number {
  const next = accountedFor(message)
  return isSentAgain(message) ? next - sequence : next - sequence - 1
}

/** Returns a model after this many messages of a source were lost: what it knows of the source's actors and events may be outdated. */
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

/** Returns a model in which a source has gone: when it is back, it sends again what it has sent meanwhile. */
export function withSourceBehind(model: Model, name: string): Model {
  const source = model.sources.get(name)
  return source ? { ...model, sources: new Map(model.sources).set(name, { ...source, isBehind: true }) } : model
}

/** Returns the `sequence` of the last message that this one includes: its own, or its `asOf`. */
function accountedFor(message: InspectionMessage): number {
  return message.type === 'actor' ? (message.asOf ?? message.sequence) : message.sequence
}

function isSentAgain(message: InspectionMessage): boolean {
  return message.type === 'actor' && message.asOf !== undefined
}

function isNews(message: InspectionMessage, { sequence }: Source): boolean {
  const next = accountedFor(message)
  return next > sequence || (isSentAgain(message) && next === sequence)
}

function isBeginning({ type, sessionId, rootId }: InspectionMessage): boolean {
  return type === 'actor' && sessionId === rootId
}
