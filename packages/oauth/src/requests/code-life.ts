import type { DeviceAuthorization } from '@device-flow/machine'
import type { Arrival } from '../http/arrival.ts'

/**
 * How long a code still lives, ms, by the clock that gives it more: one that was set ahead is not to cut off a server
 * that is slow to answer.
 */
export function codeTimeLeftMs({ expiresAt, ...code }: DeviceAuthorization, now: Arrival): number {
  const byWall = expiresAt - now.receivedAt
  const byTimer = expiresAt - code.receivedAt - (now.receivedAtMonotonic - (code.receivedAtMonotonic ?? Number.NaN))
  return byTimer > byWall ? byTimer : byWall
}

/**
 * Whether a code had run out by either clock: the wall clock may have been set back, and the monotonic one stands still
 * during a suspend.
 */
export function isCodeExpired({ expiresAt, ...code }: DeviceAuthorization, now: Arrival): boolean {
  const age = now.receivedAtMonotonic - (code.receivedAtMonotonic ?? Number.NaN)
  return now.receivedAt >= expiresAt || age >= expiresAt - code.receivedAt
}
