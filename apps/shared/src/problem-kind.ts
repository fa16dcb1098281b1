import type { DeviceFlowError } from '@device-flow/machine'
import { isLeftAlone } from '@device-flow/machine/adapter'

/** Why a login is over, as far as it makes a difference to the person: each app has its own words for each kind. */
export type ProblemKind =
  | 'denied'
  | 'expired'
  /** The server no longer knows the code. */
  | 'unknownCode'
  | 'offline'
  /** The server can be reached, but does not work. */
  | 'serverTrouble'
  | 'signedOut'
  /** Only the people who run the app can help, by the error's own message. */
  | 'broken'

/** Tells which kind of problem a login ended with. */
export function problemKind(problem: DeviceFlowError): ProblemKind {
  const { reason, error, status } = problem
  switch (reason) {
    case 'denied':
    case 'expired':
      return reason
    case 'offline':
      // With an HTTP status, or an error code, there was a response: the connection is not to blame. Nor is it for a wait on purpose.
      return status === undefined && error === undefined && !isLeftAlone(problem) ? 'offline' : 'serverTrouble'
    case 'signedOut':
      return 'signedOut'
    case 'refused':
      // What a server says of a code that it has forgotten, because it was restarted or the code was used (RFC 6749 §5.2). In response to
      // the request for a code, the same word means "not for this client": that is `unsupported`, and no new code would help.
      return error === 'invalid_grant' ? 'unknownCode' : 'broken'
    default:
      return 'broken'
  }
}
