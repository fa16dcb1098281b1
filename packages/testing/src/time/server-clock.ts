import type { Clock } from '@device-flow/machine/clock'

/** The clock of a server that may share it with those it serves. Without its `hold`, time goes on while a response is signed. */
export type ServerClock = Clock
