import type { Actor, Model } from '../model/model.ts'
import { RECORDED, type Recording } from './recording.ts'

/** Returns what to show at a step of a recording: the login that it is a step of, in the state that the chart computes. */
export function shownAt(recording: Recording, step: number): { model: Model; login: Actor | undefined } {
  const model = recording.modelAt(step)
  const current = recording.steps[step]
  const rootId = current?.message.rootId
  const login = [...model.actors.values()].findLast(
    ({ source, sessionId, key, rootKey }) => source === RECORDED && sessionId === rootId && key === rootKey,
  )
  if (!login || !current) return { model, login: undefined }
  const replayed: Actor = { ...login, snapshot: { ...login.snapshot, ...current.snapshot } }
  return { model: { ...model, actors: new Map(model.actors).set(replayed.key, replayed) }, login: replayed }
}
