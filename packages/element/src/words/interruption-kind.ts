import type { DeviceFlowError } from '@device-flow/machine'
import { isAnswered, outageKind } from './outage-kind.ts'

/**
 * Why a session is out of reach, though not lost.
 *
 * - `offline` – this device has no connection
 * - `unreachable` – it has one, and yet the server cannot be reached
 * - `serverTrouble` – the server can be reached, but does not work, or is left alone for a while
 * - `busy` – another window holds the session
 * - `storage` – what this device keeps of the session cannot be read or written
 */
export type InterruptionKind = 'offline' | 'unreachable' | 'serverTrouble' | 'busy' | 'storage'

/** Tells which kind of interruption an error is. */
export function interruptionKind(error: DeviceFlowError): InterruptionKind {
  if (error.reason === 'busy' || error.reason === 'storage') return error.reason
  return error.reason === 'offline' && !isAnswered(error) ? outageKind() : 'serverTrouble'
}
