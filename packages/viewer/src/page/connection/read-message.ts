import { isInspectionMessage, otherProtocol } from '@device-flow/inspect'
import type { Arrival } from '../model/receive.ts'

/** Reads what another window or process sent. Whoever sent it may be hostile, or of another version. */
export function readMessage(source: string, value: unknown): Arrival {
  if (isInspectionMessage(value)) return { type: 'message', source, message: value }
  const protocol = otherProtocol(value)
  return protocol === undefined ? { type: 'invalid' } : { type: 'otherProtocol', protocol }
}
