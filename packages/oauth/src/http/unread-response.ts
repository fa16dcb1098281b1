import { TransientFault } from '@device-flow/machine'
import type { Arrival } from './arrival.ts'

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

/** Whether a status says that what was asked was done (RFC 9110 §15.3). */
export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300
}

/** Whether a server that answers with this status may have done what it was asked. */
export function mayHaveActed(status: number): boolean {
  // RFC 9110 §15.4: a redirect says where to ask instead, and only 303 where to see what came of it.
  if (status === 303) return true
  // RFC 6585 §6: 511 is of the network.
  return !(status >= 300 && status < 500) && status !== 503 && status !== 511
}
