import type { Stamp } from './stamp.ts'
import { isTransientFault, TransientFault } from '../errors.ts'
import { lostSecret } from '../session-secrets.ts'

/**
 * What a service rejected with, where the chart can read it: a getter that throws, or a proxy that was revoked, would stop the whole
 * machine. A fault then says when it came, and its secret is one.
 */
export function readableError(service: string, error: unknown, stamp: Stamp): unknown {
  try {
    const members = Object(error) as TransientFault
    const { reason, message, cause } = members
    // Reads each member.
    const copy = new TransientFault(reason, message, members)
    // The chart asks of the cause, too, what it is.
    const [isFault] = [error, cause].map(isTransientFault)
    if (!isFault) return error
    const stamped = stamp(copy)
    if (!lostSecret(copy)) return stamped === copy ? error : new TransientFault(reason, message, { ...stamped, cause })
  } catch {
    // As one whose secret is bare.
  }
  return new TypeError(`services.${service} rejected with an unusable error: see DeviceFlowServices`)
}
