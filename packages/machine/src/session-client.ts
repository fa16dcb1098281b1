import type { DeviceFlowClient } from './facts.ts'
import { DeviceSessionError } from './session-error.ts'

/**
 * Throws unless a session belongs to this client at this server. Call it before any request, which would send the session's secrets to
 * a server that they are not for.
 *
 * @throws DeviceSessionError `otherClient`
 */
export function checkClient(kept: DeviceFlowClient | undefined, own: DeviceFlowClient | undefined): void {
  if (!own || (kept?.server === own.server && kept.clientId === own.clientId)) return
  // The message names our own client alone: the other one comes out of a store, which may hold anything.
  throw new DeviceSessionError(
    'otherClient',
    `The kept session is of another server or client than ${own.clientId} at ${own.server}, or does not say. Discard it and sign in again.`,
  )
}
