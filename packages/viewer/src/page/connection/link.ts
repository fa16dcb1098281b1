import type { ViewerMessage } from '@device-flow/inspect'
import type { Arrival } from '../model/receive.ts'

/** The state of a link. */
export type LinkStatus = 'absent' | 'connecting' | 'open' | 'lost'

/** Receives what a link brings. */
export interface LinkListener {
  onArrival(arrival: Arrival): void
  onStatus(status: LinkStatus): void
}

/** A connection to inspectors. */
export interface Link {
  /** Sends to one source. Does nothing for a source of another link. */
  send(source: string, message: ViewerMessage): void
  close(): void
}
