import type { AuthorizedView, DeviceFlowError, DeviceFlowView } from '@device-flow/machine'

/** The events of `<device-login>`, by their names. All of them bubble, out of shadow trees, too. */
export interface DeviceLoginEventMap {
  /** Somebody is signed in, by a session that was kept, too. */
  'signed-in': CustomEvent<AuthorizedView>
  /** Nobody is signed in any more, whoever ended it. Not when the page itself makes the login of something else. */
  'signed-out': CustomEvent<null>
  /** A login or a session has come to its end, or is out of reach. */
  'login-error': CustomEvent<DeviceFlowError>
  /** Anything looks different. */
  'view-change': CustomEvent<DeviceFlowView>
}

/** An event that is due: its name and its detail. */
export type DueEvent = {
  [Name in keyof DeviceLoginEventMap]: readonly [Name, DeviceLoginEventMap[Name]['detail']]
}[keyof DeviceLoginEventMap]

/** Makes the function that is told each view of an element's login, one after the other, and tells which events are due. */
export function createEvents(): (view: DeviceFlowView) => DueEvent[] {
  let isSignedIn = false
  let person: string | undefined
  let lastError: DeviceFlowError | undefined
  let isOutOfReach = false

  return (view) => {
    const due: DueEvent[] = [['view-change', view]]
    // Who is signed in is not known yet.
    if (view.status === 'idle' && view.restoring) return due
    const error = view.status === 'error' ? view.error : undefined
    const wasOutOfReach = isOutOfReach
    const isRefreshing = view.status === 'authorized' && view.refreshing
    isOutOfReach = (view.status === 'error' && view.canResume) || (wasOutOfReach && isRefreshing)
    const staysSignedIn = view.status === 'authorized' || isOutOfReach
    // Somebody else has signed in in another tab.
    const isReplaced = view.status === 'authorized' && isSignedIn && view.claims?.sub !== person
    if (isSignedIn && (!staysSignedIn || isReplaced)) due.push(['signed-out', null])
    if (view.status === 'authorized') {
      if (!isSignedIn || isReplaced) due.push(['signed-in', view])
      person = view.claims?.sub
    }
    // One outage is one error, however often it is tried again.
    if (error && error !== lastError && !(isOutOfReach && wasOutOfReach)) due.push(['login-error', error])
    isSignedIn = staysSignedIn
    lastError = error
    return due
  }
}
