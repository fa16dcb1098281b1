import type { DeviceAuthorization } from '../services.ts'

/** When a fact arrived, by both clocks. Not every service tells the monotonic one. */
export interface Arrival {
  /** Wall clock, ms since the epoch. */
  receivedAt: number
  /** The same moment by `Clock.monotonic()`, ms. */
  receivedAtMonotonic?: number | undefined
}

/** How far the two clocks of a healthy device may drift apart: timers run up to a quarter too fast in virtual machines. */
const DRIFT_RATE = 0.25
const DRIFT_MS = 1_000

/**
 * Tells how much longer a code lives, ms, by the clock that gives it more: a wall clock that was set ahead must not end a login, and a
 * monotonic clock that runs fast must not either.
 */
export function codeTimeLeft(authorization: DeviceAuthorization, arrival: Arrival): number {
  const { expiresAt } = authorization
  const byMonotonic = leftByMonotonic(authorization, arrival)
  const byWall = Number.isFinite(arrival.receivedAt) ? expiresAt - arrival.receivedAt : undefined
  if (byMonotonic === undefined) return byWall ?? 0
  if (byWall === undefined || wasSetBack(authorization, arrival, byWall - byMonotonic)) return byMonotonic
  return Math.max(byWall, byMonotonic)
}

/**
 * Tells when a code may be dead, in ms from an arrival on, by the clock by which that is sooner: the monotonic one stands still in a
 * suspend. One by which it is dead already says nothing of a code that the server still knows.
 */
export function soonestDeath(authorization: DeviceAuthorization, arrival: Arrival): number {
  const byEither = [leftByMonotonic(authorization, arrival), authorization.expiresAt - arrival.receivedAt]
  const ahead = byEither.filter((ms): ms is number => ms !== undefined && ms > 0)
  return ahead.length > 0 ? Math.min(...ahead) : 0
}

/**
 * Tells whether a code is dead by either clock: the wall clock may have been set back, and the monotonic one stands still during a suspend.
 * An early yes costs nothing where the server has already refused the code.
 */
export function isCodeExpired(authorization: DeviceAuthorization, arrival: Arrival): boolean {
  const { expiresAt, receivedAt } = authorization
  return arrival.receivedAt >= expiresAt || ageByMonotonic(authorization, arrival) >= expiresAt - receivedAt
}

/**
 * The authorization with its times moved to a wall clock that was set meanwhile, so that countdowns are right again.
 *
 * - Set back: the monotonic clock shows that more time has passed.
 * - Set ahead: it looks like a suspend, during which the monotonic clock stands still. So the wall clock is only taken for wrong when the
 *   server still says pending to a code that is dead by it.
 */
export function followWallClock(authorization: DeviceAuthorization, arrival: Arrival): DeviceAuthorization {
  // An outcome, unlike a fault, is of a server that knows the code.
  const isAlive = 'type' in arrival
  // A code out of a store has no reading of this process's monotonic clock, and what the wall clock says of its age may be wrong. From the
  // moment on that its server calls it pending here, or that it is of a time to come, its age is counted from now: it is no younger.
  const isCounted = isAlive || arrival.receivedAt < authorization.receivedAt
  const known = isCounted ? { receivedAtMonotonic: arrival.receivedAtMonotonic, ...authorization } : authorization
  const byMonotonic = leftByMonotonic(known, arrival)
  const byWall = known.expiresAt - arrival.receivedAt
  if (byMonotonic === undefined || !Number.isFinite(byWall)) return known
  const isWrong = wasSetBack(known, arrival, byWall - byMonotonic) || (isAlive && byWall <= 0 && byMonotonic > 0)
  return isWrong ? moved(known, Math.round(byMonotonic - byWall)) : known
}

function leftByMonotonic(authorization: DeviceAuthorization, arrival: Arrival): number | undefined {
  const age = ageByMonotonic(authorization, arrival)
  return Number.isFinite(age) ? authorization.expiresAt - authorization.receivedAt - age : undefined
}

/** How old a code is, ms by the monotonic clock; NaN when one of the two moments has no reading of it. */
function ageByMonotonic(authorization: DeviceAuthorization, arrival: Arrival): number {
  return Math.max(0, (arrival.receivedAtMonotonic ?? Number.NaN) - (authorization.receivedAtMonotonic ?? Number.NaN))
}

/** Whether the wall clock is further behind the monotonic one than the two may drift apart. */
function wasSetBack(authorization: DeviceAuthorization, arrival: Arrival, behindMs: number): boolean {
  return behindMs > DRIFT_MS + DRIFT_RATE * ageByMonotonic(authorization, arrival)
}

function moved(authorization: DeviceAuthorization, ms: number): DeviceAuthorization {
  const { expiresAt, receivedAt } = authorization
  return { ...authorization, expiresAt: expiresAt + ms, receivedAt: receivedAt + ms }
}
