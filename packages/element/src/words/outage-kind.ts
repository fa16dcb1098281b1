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
