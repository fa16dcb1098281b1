import type { Clock } from '@device-flow/machine/clock'

/** The clock of a server that may share it with those it serves. */
export interface ServerClock extends Clock {
  /** Waits for work that takes real time, as signing does. Without it, time goes on meanwhile. */
  hold?<Value>(work: Promise<Value>): Promise<Value>
}
