import type { DeviceAuthorization, DeviceFlowClient } from '../services.ts'
import type { DeviceSession } from '../session.ts'
import type { Cadence } from './cadence.ts'

/** What is kept of a login that waits for its person. */
export function pendingSession(
  client: DeviceFlowClient | undefined,
  authorization: DeviceAuthorization,
  { intervalMs, lastResponseAt, retryAfterMs }: Cadence,
): DeviceSession {
  return {
    version: 1,
    ...(client && { client }),
    type: 'pending',
    authorization,
    intervalMs,
    lastReplyAt: lastResponseAt,
    ...(retryAfterMs > 0 && { pollNotBefore: lastResponseAt + retryAfterMs }),
  }
}
