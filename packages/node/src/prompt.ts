import { codeTimeLeft } from '@device-flow/machine'
import type { DeviceAuthorization } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'

/**
 * What the person is to be shown. It holds no secret: the device code is not in it.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8628#section-3.3 | RFC 8628 §3.3}
 */
export interface DevicePrompt {
  /** What to type. Show it verbatim, even beside a QR code (RFC 8628 §3.3.1). */
  userCode: string
  /** Where to go. */
  verificationUri: string
  /** The same with the code in it, for a QR code or a link; absent when the server gives none. */
  verificationUriComplete?: string
  /** When the code dies: wall clock, ms since the epoch. */
  expiresAt: number
  /** How long the code is good for when it is shown, in whole seconds: less than the server said for one that was shown before. */
  expiresInSeconds: number
  /** The interval between polls that the server asked for, ms. */
  intervalMs: number
}

/** The prompt for a code that is shown now. */
export function toPrompt(authorization: DeviceAuthorization, intervalMs: number, clock: Clock): DevicePrompt {
  const { userCode, verificationUri, verificationUriComplete, expiresAt, receivedAt } = authorization
  // By both clocks: the wall clock may have been set since the code came, and no code has more than its whole life left.
  const left = codeTimeLeft(authorization, { receivedAt: clock.now(), receivedAtMonotonic: clock.monotonic() })
  return {
    userCode,
    verificationUri,
    ...(verificationUriComplete !== undefined && { verificationUriComplete }),
    expiresAt,
    // Up: the deadline has the duration of the request taken off, and the server said a round number.
    expiresInSeconds: Math.max(0, Math.ceil(Math.min(left, expiresAt - receivedAt) / 1000)),
    intervalMs,
  }
}
