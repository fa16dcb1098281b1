import type { Clock } from '@device-flow/machine/clock'

/** When something arrived, by both clocks: the wall clock may be set while a login waits. */
export interface Arrival {
  /** Wall clock, ms since the epoch. */
  receivedAt: number
  /** Monotonic clock, ms. */
  receivedAtMonotonic: number
}

/** The time of something that arrives now. */
export function arrivedAt(clock: Clock): Arrival {
  return { receivedAt: clock.now(), receivedAtMonotonic: clock.monotonic() }
}

/** The arrival of a response, without the rest of it. */
export function arrivalOf({ receivedAt, receivedAtMonotonic }: Arrival): Arrival {
  return { receivedAt, receivedAtMonotonic }
}
