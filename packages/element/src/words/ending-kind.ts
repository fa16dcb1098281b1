import type { DeviceFlowError } from '@device-flow/machine'
import { isAnswered, outageKind } from './outage-kind.ts'

/**
 * Why a login or a session is over, as far as it makes a difference to the person.
 *
 * - `denied` – the person, or a rule at the server, said no
 * - `expired` – the code was not used in time, or the server ended it before
 * - `unknownCode` – the server no longer knows the code
 * - `offline` – this device has no connection
 * - `unreachable` – it has one, and yet the server cannot be reached: it is down, its address is wrong, or CORS is in the way
 * - `serverTrouble` – the server can be reached, but does not work, or is left alone for a while
 * - `signedOut` – the server ended the session
 * - `signedOutElsewhere` – the person signed out in another window
 * - `forgotten` – what was kept of the session was cleared
 * - `unreadable` – what is kept of the session cannot be read
 * - `broken` – only the people who run the app can help, by the error's own message
 */
export type EndingKind =
  | 'denied'
  | 'expired'
  | 'unknownCode'
  | 'offline'
  | 'unreachable'
  | 'serverTrouble'
  | 'signedOut'
  | 'signedOutElsewhere'
  | 'forgotten'
  | 'unreadable'
  | 'broken'

const SIGNED_OUT = { server: 'signedOut', elsewhere: 'signedOutElsewhere', storage: 'forgotten' } as const

/** Tells which kind of ending an error is. */
export function endingKind(ending: DeviceFlowError): EndingKind {
  const { reason, error, endedBy = 'server' } = ending
  switch (reason) {
    case 'denied':
    case 'expired':
      return reason
    case 'offline':
      return isAnswered(ending) ? 'serverTrouble' : outageKind()
    case 'signedOut':
      return SIGNED_OUT[endedBy]
    case 'storage':
      return 'unreadable'
    case 'refused':
      // What a server says of a code that it has forgotten, because it was restarted or the code was used (RFC 6749 §5.2).
      return error === 'invalid_grant' ? 'unknownCode' : 'broken'
    default:
      return 'broken'
  }
}
