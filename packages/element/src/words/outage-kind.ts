import type { DeviceFlowError } from '@device-flow/machine'
import { isLeftAlone } from '@device-flow/machine/adapter'

/**
 * Why nothing came through at all.
 *
 * - `offline` – this device itself says that it has no connection
 * - `unreachable` – it has one: the address is wrong, the server is down, or it does not allow the page's origin (CORS), which browsers
 *   do not tell apart
 */
export type OutageKind = 'offline' | 'unreachable'

/** Tells which it is now. */
export function outageKind(): OutageKind {
  return navigator.onLine === false ? 'offline' : 'unreachable'
}

/**
 * Whether something was answered, now or before a wait that the server is left alone for: the connection is not to blame. An HTTP status,
 * or an error code, is of a response.
 */
export function isAnswered(failure: DeviceFlowError): boolean {
  return failure.status !== undefined || failure.error !== undefined || isLeftAlone(failure)
}
