import type { DeviceFlowClient } from './services.ts'
import { DeviceSessionError } from './session-error.ts'

/**
 * Stops a session of another client or server: before any request, since what it holds would be sent there.
 *
 * @throws DeviceSessionError `other_client`
 */
export function checkClient(of: DeviceFlowClient | undefined, own: DeviceFlowClient | undefined): void {
  if (!own || (of?.server === own.server && of.clientId === own.clientId)) return
  // Only what is configured here is named: the rest comes out of a store.
  throw new DeviceSessionError(
    'other_client',
    `The kept session is of another server or client than ${own.clientId} at ${own.server}, or does not say. Discard it and sign in again.`,
  )
}
