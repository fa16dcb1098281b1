import { WINDOW } from '../connection/window-link.ts'
import type { Actor, Model } from '../model/model.ts'
import { stateText } from '../model/state-value.ts'
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

/** Who looks, and since when. */
export interface Onlooker {
  /** The key of the login that was shown last. */
  watched: string | undefined
  /** When the page was opened: wall clock, ms since the epoch. */
  since: number
}

/**
 * Returns the login to show when none is chosen: one of the page that opened the viewer, otherwise the one that started last. From then
 * on it stays, also when it ends or disconnects, since people want to see how it ended: one that begins while they look does not take its
 * place. But a login that nobody has begun makes room for another, and one whose page was loaded again goes on in the new page's.
 */
export function loginToShow(logins: readonly Login[], { watched, since }: Onlooker): Login | undefined {
  const best = logins.toSorted((one, other) => compare(one.root, other.root)).at(-1)
  const current = logins.find(({ root }) => root.key === watched)
  if (!best || !current) return best
  const makesRoom =
    best.root.startedAt <= since ||
    isOfWindow(best) > isOfWindow(current) ||
    !hasBegun(current.root) ||
    (current.root.isGone && current.root.source === best.root.source)
  return makesRoom ? best : current
}

/** Returns the login that appeared last: of the page that opened or holds the viewer if it has any, otherwise of all. */
export function newestLogin(logins: readonly Login[]): Login | undefined {
  return logins.findLast((login) => isOfWindow(login) === 1) ?? logins.at(-1)
}

/** Whether anything has come of a login: it left the state `idle`, or somebody has sent it an event. */
function hasBegun({ snapshot, sessionId, messages }: Actor): boolean {
  if (stateText(snapshot.value).split('.', 1)[0] !== 'idle') return true
  return messages.some(
    (message) =>
      message.type === 'event' && message.sessionId === sessionId && !message.event.type.startsWith('xstate.'),
  )
}

function isOfWindow({ root: { source } }: Login): number {
  return Number(source === WINDOW)
}

function compare(one: Actor, other: Actor): number {
  return Number(one.source === WINDOW) - Number(other.source === WINDOW) || one.startedAt - other.startedAt
}
