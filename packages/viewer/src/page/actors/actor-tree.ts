import { WINDOW } from '../connection/window-link.ts'
import type { Actor, Model } from '../model/model.ts'
import { placeOf } from './place-of.ts'

/** A login with the services that it runs now. */
export interface Login {
  root: Actor
  services: readonly Actor[]
  /** How many services have ended. */
  ended: number
  /** Where it runs, in words for people. Absent for a recording. */
  place: string | undefined
}

/** Returns every known login, oldest first. */
export function loginsOf(model: Model): Login[] {
  const all = [...model.actors.values()]
  return all
    .filter(({ key, rootKey }) => key === rootKey)
    .map((root) => {
      const services = all.filter(({ key, rootKey }) => rootKey === root.key && key !== root.key)
      const live = services.filter(({ endedAt }) => endedAt === undefined)
      return { root, services: live, ended: services.length - live.length, place: placeOf(root.source, model) }
    })
}

/**
 * Returns the login to show when none is chosen: one of the page that opened the viewer, otherwise the one that started last. It stays when
 * it disconnects, since people want to see how it ended.
 */
export function loginToShow(logins: readonly Login[]): Login | undefined {
  return logins.toSorted((one, other) => compare(one.root, other.root)).at(-1)
}

function compare(one: Actor, other: Actor): number {
  return Number(one.source === WINDOW) - Number(other.source === WINDOW) || one.startedAt - other.startedAt
}
