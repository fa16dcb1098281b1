import { DeviceFlowError } from '../errors.ts'

/** For calls where nobody is signed in. The cause is what the last attempt ended by. */
export function signedOutError(cause?: unknown): DeviceFlowError {
  return new DeviceFlowError('signedOut', 'Nobody is signed in. Sign in first.', { cause })
}

/** For a refresh that was asked for, or was under way, as the login was stopped here; what is kept of it stays. */
export function closedError(): DeviceFlowError {
  return new DeviceFlowError('signedOut', 'The session was closed here, and is no longer renewed. Open it anew.')
}

/** For an access token that has expired without a refresh token to renew it with. */
export function unrenewableError(): DeviceFlowError {
  return new DeviceFlowError(
    'signedOut',
    'The access token has expired, and the server gave no refresh token. Sign in again; with the scope offline_access most servers give one.',
  )
}

/** For a refresh that was asked for where there is no refresh token. */
export function noRefreshTokenError(): DeviceFlowError {
  return new DeviceFlowError(
    'unsupported',
    'The server gave no refresh token. Most servers give one with the scope offline_access, if the client may have it.',
  )
}

/** For tokens of a login that nobody has started. */
export function notStartedError(): DeviceFlowError {
  return new DeviceFlowError(
    'unexpected',
    'This login does not run yet. Ask for tokens once it is mounted, or its actor started.',
  )
}
