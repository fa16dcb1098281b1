import type { ViewerMessage } from '@device-flow/inspect'
import type { Arrival } from '../model/receive.ts'

/** How a link stands. */
export type LinkStatus = 'absent' | 'connecting' | 'open' | 'lost'

/** Who hears a link. */
export interface LinkListener {
  onArrival(arrival: Arrival): void
  onStatus(status: LinkStatus): void
}

/** A way to and from inspectors. */
export interface Link {
  /** Sends to one source. Does nothing when that is not of this link. */
  send(source: string, message: ViewerMessage): void
  close(): void
}
