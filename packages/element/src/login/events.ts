import type { AuthorizedView, DeviceFlowError, DeviceFlowView } from '@device-flow/machine'

/** The events of `<device-login>`, by their names. All of them bubble, out of shadow trees, too. */
export interface DeviceLoginEventMap {
  /** Somebody is signed in, by a session that was kept, too. */
  'signed-in': CustomEvent<AuthorizedView>
  /** Nobody is signed in any more, whoever ended it. */
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

/** Makes the function that is told each view of a login, and tells which events are due. */
export function createEvents(): (view: DeviceFlowView) => DueEvent[] {
  let isSignedIn = false
  let person: string | undefined
  let lastError: DeviceFlowError | undefined

  return (view) => {
    const due: DueEvent[] = []
    const error = view.status === 'error' ? view.error : undefined
    const staysSignedIn = view.status === 'authorized' || (view.status === 'error' && view.canResume)
    // Somebody else has signed in in another tab.
    const isReplaced = view.status === 'authorized' && isSignedIn && view.claims?.sub !== person
    if (isSignedIn && (!staysSignedIn || isReplaced)) due.push(['signed-out', null])
    if (view.status === 'authorized') {
      if (!isSignedIn || isReplaced) due.push(['signed-in', view])
      person = view.claims?.sub
    }
    if (error && error !== lastError) due.push(['login-error', error])
    isSignedIn = staysSignedIn
    lastError = error
    return [['view-change', view], ...due]
  }
}
