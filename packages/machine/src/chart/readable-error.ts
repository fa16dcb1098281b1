import type { Stamp } from './stamp.ts'
import { isTransientFault, TransientFault } from '../errors.ts'
import { isSecret } from '../secret.ts'

/**
 * What a service rejected with, where the chart can read it: a getter that throws, or a proxy that was revoked, would stop the whole
 * machine. A fault then says when it came, its secret is one, and its cause can be read.
 */
export function readableError(service: string, error: unknown, stamp: Stamp): unknown {
  const unusable = new TypeError(`services.${service} rejected with an unusable error: see DeviceFlowServices`)
  try {
    const members = Object(error) as TransientFault
    const { reason, message, cause } = members
    // Reads each member.
    const copy = new TransientFault(reason, message, members)
    const isWhole = isReadable(cause)
    if (!isTransientFault(error)) return isWhole ? error : unusable
    const { refreshToken } = copy
    if (refreshToken && !isSecret(refreshToken)) return unusable
    const stamped = stamp(copy)
    if (isWhole && stamped === copy) return error
    return new TransientFault(reason, message, { ...stamped, cause: isWhole ? cause : unusable })
  } catch {
    return unusable
  }
}

/** Whether the chart can ask of a cause what it is. */
function isReadable(cause: unknown): boolean {
  try {
    isTransientFault(cause)
    return true
  } catch {
    return false
  }
}
