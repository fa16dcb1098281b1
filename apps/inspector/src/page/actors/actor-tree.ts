import type { Actor, Model } from '../model/model.ts'

/** A login with the services that it runs now. */
export interface Login {
  root: Actor
  services: readonly Actor[]
  /** How many services have ended. */
  ended: number
}

/** Every login that was heard of, oldest first. */
export function loginsOf({ actors }: Model): Login[] {
  const all = [...actors.values()]
  return all
    .filter(({ key, rootKey }) => key === rootKey)
    .map((root) => {
      const services = all.filter(({ key, rootKey }) => rootKey === root.key && key !== root.key)
      const live = services.filter(({ endedAt }) => endedAt === undefined)
      return { root, services: live, ended: services.length - live.length }
    })
}

/** The login to show when nobody has chosen one: the newest that is still there. */
export function newestLogin(logins: readonly Login[]): Login | undefined {
  return logins.findLast(({ root }) => !root.isGone) ?? logins.at(-1)
}
