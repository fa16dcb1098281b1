import type { DeviceFlowError } from '@device-flow/machine'
import { outageKind } from './outage-kind.ts'

/**
 * Why a session is out of reach, though not lost.
 *
 * - `offline` – this device has no connection
 * - `unreachable` – it has one, and yet the server cannot be reached
 * - `serverTrouble` – the server can be reached, but does not work
 * - `busy` – another window holds the session
 */
export type InterruptionKind = 'offline' | 'unreachable' | 'serverTrouble' | 'busy'

/** Tells which kind of interruption an error is. */
export function interruptionKind({ reason, status, error }: DeviceFlowError): InterruptionKind {
  if (reason === 'busy') return 'busy'
  return reason === 'offline' && status === undefined && error === undefined ? outageKind() : 'serverTrouble'
}
