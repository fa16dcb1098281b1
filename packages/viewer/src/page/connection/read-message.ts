import { isInspectionMessage, PROTOCOL } from '@device-flow/inspect'
import { isObject } from '../model/json.ts'
import type { Arrival } from '../model/receive.ts'

/** What is in an envelope for viewers; nothing when it is none, i.e. for somebody else. */
export function contentsOf(data: unknown): unknown {
  return isObject(data) && data.deviceFlow === 'inspection' ? data.message : undefined
}

/** Reads what another window or process sent. Whoever sent it may be hostile, or of another version. */
export function readMessage(source: string, value: unknown): Arrival {
  if (!isObject(value)) return { type: 'nonsense' }
  if (typeof value.protocol === 'number' && value.protocol !== PROTOCOL) {
    return { type: 'otherProtocol', protocol: value.protocol }
  }
  return isInspectionMessage(value) ? { type: 'message', source, message: value } : { type: 'nonsense' }
}
