import type { DeviceFlowError } from '@device-flow/machine'
import { SessionStoreError } from '@device-flow/session'

/**
 * Whether a kept session can never be opened again: its key is gone, or it is damaged. One whose keyring is locked, or whose folder
 * cannot be read, is another thing, and so is one of newer software.
 */
export function isUnreadable(error: DeviceFlowError | undefined): boolean {
  const { cause } = error ?? {}
  return cause instanceof SessionStoreError && (cause.problem === 'keyLost' || cause.problem === 'damaged')
}
