import { DeviceFlowError, TransientFault } from '@device-flow/machine'
import type { DeviceFlowReason, SessionEnd } from '@device-flow/machine'
import { toRefusal } from '../record/to-session.ts'
import type { SessionStoreError } from '../stores/store-error.ts'
import { isEmpty } from './contents.ts'
import type { Contents } from './contents.ts'
import type { Keeping } from './keeping.ts'
import { isUnreadable } from './unreadable.ts'

/** Why the session that was held is no longer the one that is kept. */
export function sessionEndedError({ signedIn, ended }: Contents): DeviceFlowError {
  if (signedIn) return signedOut('Somebody else has signed in, in another tab or process.', 'elsewhere')
  if (ended?.by === 'server') {
    return toRefusal({
      error: ended.error,
      message: ended.message ?? 'The server has ended the session. Sign in again.',
    })
  }
  return ended
    ? signedOut('Signed out in another tab or process.', 'elsewhere')
    : signedOut('The kept session is gone: its storage was cleared. Sign in again.', 'storage')
}

const REASONS: Readonly<Record<string, DeviceFlowReason>> = { access_denied: 'denied', expired_token: 'expired' }

/** Why a pending login is no longer kept, where nobody is signed in by it. */
export function loginEndedError(contents: Contents): DeviceFlowError {
  if (isEmpty(contents)) {
    return signedOut('The record of this login is gone: its storage was cleared. Start again.', 'storage')
  }
  const { ended } = contents
  if (ended?.by !== 'server') {
    return signedOut('This login was given up in another tab or process. Start again.', 'elsewhere')
  }
  const { error, message = 'The server has ended this login. Start again.' } = ended
  return new DeviceFlowError(REASONS[error ?? ''] ?? 'refused', message, { error })
}

function signedOut(message: string, endedBy: SessionEnd): DeviceFlowError {
  return new DeviceFlowError('signedOut', message, { endedBy })
}

/** For a session that cannot be read or written. */
export function storageError(cause: SessionStoreError): DeviceFlowError {
  return new DeviceFlowError('storage', cause.message, { cause })
}

/** The same where the next try may succeed: a session that cannot be read now is out of reach, and not over. */
export function storeFault({ clock }: Keeping, cause: SessionStoreError): TransientFault {
  return new TransientFault('busy', cause.message, { receivedAt: clock.now(), cause })
}

/** One of both. */
export function storeFailure(keeping: Keeping, cause: SessionStoreError): DeviceFlowError | TransientFault {
  return isUnreadable(cause) ? storageError(cause) : storeFault(keeping, cause)
}
