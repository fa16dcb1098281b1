import type { TransientFaultReason } from '@device-flow/machine'
import type { Random } from './random.ts'
import type { World } from './world.ts'

/** After which a client gives up a request for a code, ms by its timers. */
export const START_TIME_OUT_MS = 10_000

const POLL_TIME_OUTS_MS = [10_000, 20_000, 30_000, 65_000, 10_000, 15_000]

/**
 * After which it gives up a poll whose code has so much longer to live, and before which so many have taken too long, as the services over
 * HTTP do; ms by its timers.
 */
export function pollTimeOutMs(leftMs: number, timeOuts: number): number {
  return Math.min(POLL_TIME_OUTS_MS[timeOuts % POLL_TIME_OUTS_MS.length]!, Math.max(5_000, leftMs + 2_500))
}

/** What becomes of one request: how long it takes there and back, ms, and what goes wrong. */
export interface Trip {
  thereMs: number
  backMs: number
  fault?: {
    reason: TransientFaultReason
    /** Whether the server has read the request. */
    arrives: boolean
    /** A program in front of the server answers instead of it. */
    status?: number
    retryAfterMs?: number
  }
}

const FAULTS: readonly [NonNullable<Trip['fault']>, ...NonNullable<Trip['fault']>[]] = [
  { reason: 'offline', arrives: false },
  { reason: 'timeout', arrives: false },
  { reason: 'timeout', arrives: true },
  { reason: 'serverError', arrives: false, status: 502 },
  { reason: 'serverError', arrives: true, status: 502 },
  { reason: 'serverError', arrives: false, status: 503, retryAfterMs: 12_000 },
  { reason: 'rateLimited', arrives: false, status: 429 },
  { reason: 'invalidResponse', arrives: false, status: 200 },
]

/** Decides about a request that leaves at a moment of true time, ms. */
export function drawTrip({ delayMs, faultShare, outages }: World['network'], at: number, random: Random): Trip {
  const trip = { thereMs: random.around(delayMs, 1.6), backMs: random.around(delayMs, 1.6) }
  const outage = outages.find(({ from, to }) => at + trip.thereMs >= from && at < to)
  if (outage?.status) return { ...trip, fault: { reason: 'serverError', arrives: false, status: outage.status } }
  if (outage) return { ...trip, fault: { reason: outage.isBlackHole ? 'timeout' : 'offline', arrives: false } }
  return random.happens(faultShare) ? { ...trip, fault: random.pick(FAULTS) } : trip
}
