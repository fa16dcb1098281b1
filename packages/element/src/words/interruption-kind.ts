import type { DeviceFlowError } from '@device-flow/machine'

/**
 * Why a session is out of reach, though not lost.
 *
 * - `offline` – there is no connection
 * - `serverTrouble` – the server can be reached, but does not work
 * - `busy` – another window holds the session
 */
export type InterruptionKind = 'offline' | 'serverTrouble' | 'busy'

/** Tells which kind of interruption an error is. */
export function interruptionKind({ reason, status, error }: DeviceFlowError): InterruptionKind {
  if (reason === 'busy') return 'busy'
  return reason === 'offline' && status === undefined && error === undefined ? 'offline' : 'serverTrouble'
}
