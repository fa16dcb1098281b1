import type { PendingLogin } from '../pending-logins.ts'

/** Counts a poll that was answered by `authorization_pending`, or else by `slow_down`. */
export function countAnswer(login: PendingLogin, isPending: boolean): void {
  login.pendings = (login.pendings ?? 0) + (isPending ? 1 : 0)
  login.slowDowns = (login.slowDowns ?? 0) + (isPending ? 0 : 1)
}

/**
 * Whether the server has asked for a slower pace more often than it has said that the person is awaited. Some answer every poll so, until
 * they give the tokens: nobody knows then what the person has done.
 */
export function isMostlySlowed({ slowDowns = 0, pendings = 0 }: PendingLogin): boolean {
  return slowDowns > 1 && slowDowns > pendings
}
