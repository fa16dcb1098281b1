import type { DeviceFlowView } from '@device-flow/machine'

/** Why a device is signed out that shares its session with another one; `other` is what that one shows. */
export function sharedSessionWords(other: DeviceFlowView['status']): string {
  switch (other) {
    case 'requesting':
    case 'awaitingUser':
      return 'The other device is signing in. Both share one session: once it is signed in, so is this one.'
    case 'idle':
    case 'error':
      return 'Both devices share one session, and there is none: nobody is signed in on the other one, either.'
    case 'authorized':
      return ''
  }
}
