import type { DeviceAuthorization } from './services.ts'

/** When a fact arrived, by both clocks; ms. Not every service tells the monotonic one. */
export interface Arrival {
  receivedAt: number
  receivedAtMonotonic?: number | undefined
}

/** How far the two clocks of a healthy device may drift apart: timers run up to a quarter too fast in virtual machines. */
const DRIFT_RATE = 0.25
const DRIFT_MS = 1_000

/**
 * How much longer a code lives, ms, by the clock that gives it more: a wall clock that was set ahead must not end a login, and a
 * monotonic clock that runs fast must not either.
 */
export function timeLeft(authorization: DeviceAuthorization, arrival: Arrival): number {
  const { expiresAt } = authorization
  const byTimer = leftByTimer(authorization, arrival)
  const byWall = Number.isFinite(arrival.receivedAt) ? expiresAt - arrival.receivedAt : undefined
  if (byTimer === undefined) return byWall ?? 0
  if (byWall === undefined || wasSetBack(authorization, arrival, byWall - byTimer)) return byTimer
  return Math.max(byWall, byTimer)
}

/**
 * The authorization with its times moved to a wall clock that was set meanwhile, so that countdowns are right again. One that was set back
 * is known by the monotonic clock alone. One that went ahead may as well have gone on during a suspend, while the monotonic clock stood
 * still: it is known to be wrong only when the server still says pending (`isAlive`) to a code that is dead by it.
 */
export function followWallClock(
  authorization: DeviceAuthorization,
  arrival: Arrival,
  isAlive: boolean,
): DeviceAuthorization {
  const known = withMonotonic(authorization, arrival)
  const byTimer = leftByTimer(known, arrival)
  const byWall = known.expiresAt - arrival.receivedAt
  if (byTimer === undefined || !Number.isFinite(byWall)) return known
  const isWrong = wasSetBack(known, arrival, byWall - byTimer) || (isAlive && byWall <= 0 && byTimer > 0)
  return isWrong ? moved(known, Math.round(byTimer - byWall)) : known
}

/** A code out of a store has no reading of this process's monotonic clock: the wall clock says how long ago it arrived. */
function withMonotonic(
  authorization: DeviceAuthorization,
  { receivedAt, receivedAtMonotonic }: Arrival,
): DeviceAuthorization {
  const age = Math.max(0, receivedAt - authorization.receivedAt)
  if (authorization.receivedAtMonotonic !== undefined || receivedAtMonotonic === undefined) return authorization
  return Number.isFinite(receivedAtMonotonic - age)
    ? { ...authorization, receivedAtMonotonic: receivedAtMonotonic - age }
    : authorization
}

function leftByTimer(authorization: DeviceAuthorization, arrival: Arrival): number | undefined {
  const age = ageByTimer(authorization, arrival)
  return Number.isFinite(age) ? authorization.expiresAt - authorization.receivedAt - age : undefined
}

function ageByTimer(authorization: DeviceAuthorization, arrival: Arrival): number {
  return Math.max(0, (arrival.receivedAtMonotonic ?? Number.NaN) - (authorization.receivedAtMonotonic ?? Number.NaN))
}

function wasSetBack(authorization: DeviceAuthorization, arrival: Arrival, behindMs: number): boolean {
  return behindMs > DRIFT_MS + DRIFT_RATE * ageByTimer(authorization, arrival)
}

function moved(authorization: DeviceAuthorization, ms: number): DeviceAuthorization {
  const { expiresAt, receivedAt } = authorization
  return { ...authorization, expiresAt: expiresAt + ms, receivedAt: receivedAt + ms }
}
