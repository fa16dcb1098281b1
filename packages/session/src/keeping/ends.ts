import { DeviceFlowError } from '@device-flow/machine'
import { toRefusal } from '../record/to-session.ts'
import type { Declined } from '../record/record.ts'
import type { SessionStoreError } from '../stores/store-error.ts'
import type { Contents } from './contents.ts'

/** Why the session that was held is no longer the one that is kept. */
export function sessionEndedError({ signedIn, ended }: Contents): DeviceFlowError {
  if (signedIn) return endedElsewhere('Somebody else has signed in, in another tab or process.')
  if (ended?.by === 'server') {
    return toRefusal({
      error: ended.error,
      message: ended.message ?? 'The server has ended the session. Sign in again.',
    })
  }
  if (ended) return endedElsewhere('Signed out in another tab or process.')
  const message = 'The kept session is gone: its storage was cleared. Sign in again.'
  return new DeviceFlowError('signedOut', message, { endedBy: 'storage' })
}

/** The error that a refresh was declined by. */
export function toDeclined({ reason, message, error }: Declined): DeviceFlowError {
  return new DeviceFlowError(reason, message, { error })
}

/** For what was ended in another tab or process. */
export function endedElsewhere(message: string): DeviceFlowError {
  return new DeviceFlowError('signedOut', message, { endedBy: 'elsewhere' })
}

/** For a session that cannot be read or written. */
export function storageError(cause: SessionStoreError): DeviceFlowError {
  return new DeviceFlowError('storage', cause.message, { cause })
}
