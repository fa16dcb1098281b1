import { TransientFault } from '@device-flow/machine'
import type { Arrival } from './arrival.ts'
import { isSuccess, mayHaveActed } from './status.ts'

/** The response, as far as it is known, and when its request left, if that may change something at the server. */
interface Unread extends Arrival {
  /** Undefined where it is not known; 0 of a redirect, in browsers, which hide it. */
  status: number | undefined
  sentAt: number | undefined
}

/**
 * The fault for a response that is not read, so that nobody knows whether it is OAuth. It may be of something in front of the server, which
 * is gone soon: the next may be good.
 */
export class UnreadResponse extends TransientFault {
  constructor(what: string, { status, sentAt, ...arrival }: Unread) {
    super('invalidResponse', status ? `${what} (HTTP ${status}).` : `${what}.`, {
      ...arrival,
      status: status || undefined,
      sentAt: status === undefined || mayHaveActed(status) ? sentAt : undefined,
      mayBeSuccess: (sentAt !== undefined && (status === undefined || isSuccess(status))) || undefined,
    })
  }
}
