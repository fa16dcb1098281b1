import { DeviceFlowError } from '@device-flow/machine'
import type { DeviceFlowReason } from '@device-flow/machine'
import { isEmpty } from './contents.ts'
import type { Contents } from './contents.ts'
import { endedElsewhere } from './ends.ts'

const REASONS: Readonly<Record<string, DeviceFlowReason>> = { access_denied: 'denied', expired_token: 'expired' }

/** Why a pending login is no longer kept, where nobody is signed in by it. */
export function loginEndedError(contents: Contents): DeviceFlowError {
  if (isEmpty(contents)) {
    const message = 'The record of this login is gone: its storage was cleared. Start again.'
    return new DeviceFlowError('signedOut', message, { endedBy: 'storage' })
  }
  const { ended } = contents
  if (ended?.by !== 'server') return endedElsewhere('This login was given up in another tab or process. Start again.')
  const { error, message = 'The server has ended this login. Start again.' } = ended
  return new DeviceFlowError(REASONS[error ?? ''] ?? 'refused', message, { error })
}
