import type { Arrival as MachineArrival } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'

/** When something arrived, always by both clocks: the wall clock may be set while a login waits. */
export interface Arrival extends MachineArrival {
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
