import { useMemo, useState } from 'react'
import { loginsOf, type Login } from './actors/actor-tree.ts'
import type { Actor, Model } from './model/model.ts'
import { shownAt } from './transcript/shown-at.ts'
import type { OpenRecording } from './transcript/use-recording.ts'

/** What the page shows. */
export interface Shown {
  model: Model
  logins: readonly Login[]
  /** The login or service to show. Absent when there is nothing to watch. */
  actor: Actor | undefined
  choose(actor: Actor): void
}

/** What a person chose, and the login that would be shown without it. */
interface Choice {
  actor: Actor
  insteadOf: string | undefined
}

/** Which login is shown by itself. */
export interface ShownOptions {
  /** Picks one of those that live, given the key of the one before. */
  pick: (logins: readonly Login[], watched: string | undefined) => Login | undefined
  /** What a person chose makes room as soon as another login is picked. */
  followsPick?: boolean
}

/** Returns what to show: what a person chose; otherwise the login of the recording that is open; otherwise the one that is picked. */
export function useShown(
  live: Model,
  { recording, step }: OpenRecording,
  { pick, followsPick = false }: ShownOptions,
): Shown {
  const recorded = useMemo(() => recording && shownAt(recording, step), [recording, step])
  const [choice, setChoice] = useState<Choice>()
  const [watched, setWatched] = useState<string>()

  const model = recorded?.model ?? live
  const picked = pick(loginsOf(live), watched)?.root
  if (picked?.key !== watched) setWatched(picked?.key)
  const isOver = followsPick && choice?.insteadOf !== picked?.key
  const chosen = isOver ? undefined : choice?.actor
  return {
    model,
    logins: loginsOf(model),
    // A service that has ended is forgotten after a while; its login is not.
    actor: (chosen && (model.actors.get(chosen.key) ?? model.actors.get(chosen.rootKey))) ?? recorded?.login ?? picked,
    choose: (actor) => setChoice({ actor, insteadOf: picked?.key }),
  }
}
