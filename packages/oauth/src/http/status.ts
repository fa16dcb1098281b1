/** It came to a server that does not answer for this host; another connection may lead to the right one (RFC 9110 §15.5.20). */
export const MISDIRECTED_REQUEST = 421

/** The network wants a sign-in first (RFC 6585 §6). */
export const NETWORK_AUTHENTICATION_REQUIRED = 511

/** Whether a status says that what was asked was done (RFC 9110 §15.3). */
export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300
}

/** Whether a status says by itself "not now". */
export function saysNotNow(status: number): boolean {
  return status === 408 || status === MISDIRECTED_REQUEST || status === 425 || status === 429 || status >= 500
}

/** Whether a server that answers with this status may have done what it was asked. */
export function mayHaveActed(status: number): boolean {
  // RFC 9110 §15.4: a redirect says where to ask instead, and only 303 where to see what came of it.
  if (status === 303) return true
  return !(status >= 300 && status < 500) && status !== 503 && status !== NETWORK_AUTHENTICATION_REQUIRED
}
