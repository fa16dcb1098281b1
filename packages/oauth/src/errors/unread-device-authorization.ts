import { DeviceFlowError } from '@device-flow/machine'
import type { UnreadResponse } from '../http/unread-response.ts'
import { IN_FRONT } from './describe-response.ts'

/** The error for a response of the device authorization endpoint that was not read. */
export function unreadDeviceAuthorization({ message, status }: UnreadResponse): DeviceFlowError {
  return new DeviceFlowError(
    'invalidResponse',
    `${message} It may come from ${IN_FRONT}. Check the address and the network.`,
    { status },
  )
}
