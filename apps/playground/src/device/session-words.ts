import { isTransientFault, type AuthorizedView } from '@device-flow/machine'

/** The one thing worth saying of a session in use; an empty text when all is well. */
export function sessionWords({ refreshing, unsaved, problem, renewable }: AuthorizedView): string {
  if (refreshing) return 'Renewing the access token.'
  if (unsaved) return 'The session cannot be kept just now; a restart would end it. The device keeps trying.'
  if (problem && isTransientFault(problem.cause) && problem.cause.sentAt !== undefined) {
    return 'An answer of the server was lost. You are still signed in, and the device asks again.'
  }
  if (problem)
    return 'The server cannot be reached, or has trouble. You are still signed in, and the device keeps trying.'
  return renewable ? '' : 'This session cannot be renewed: sign in again when it ends.'
}
