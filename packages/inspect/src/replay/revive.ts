import { DeviceFlowError, Secret, TransientFault } from '@device-flow/machine'
import type { TransientFaultReason, DeviceFlowReason, Json } from '@device-flow/machine'

type Members = { [member: string]: Json | undefined }

const NUMBERS = new Map<Json, number>([
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['NaN', Number.NaN],
])

/**
 * Turns redacted JSON back into what the chart decides by: errors by their names, numbers that JSON cannot hold, secrets without a value.
 */
export function revive(value: Json | undefined): unknown {
  if (typeof value === 'string') return value === '[secret]' ? new Secret(value) : (NUMBERS.get(value) ?? value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(revive)
  if (value.name === 'TransientFault') return transientFault(value)
  if (value.name === 'DeviceFlowError') return deviceFlowError(value)
  // `fromEntries` takes `__proto__` for a name like any other.
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, revive(member)]))
}

function transientFault({ reason, message, cause, ...details }: Members): TransientFault {
  const { receivedAt, receivedAtMonotonic, retryAfterMs, status, errorDescription } = details
  return new TransientFault(reason as TransientFaultReason, String(message), {
    receivedAt: revive(receivedAt) as number,
    receivedAtMonotonic: revive(receivedAtMonotonic) as number | undefined,
    retryAfterMs: revive(retryAfterMs) as number | undefined,
    status: status as number | undefined,
    errorDescription: errorDescription as string | undefined,
    cause: revive(cause),
  })
}

function deviceFlowError({ reason, message, cause, ...details }: Members): DeviceFlowError {
  const { error, errorDescription, errorUri, field, status, retryAt } = details
  return new DeviceFlowError(reason as DeviceFlowReason, String(message), {
    error: error as string | undefined,
    errorDescription: errorDescription as string | undefined,
    errorUri: errorUri as string | undefined,
    field: field as string | undefined,
    status: status as number | undefined,
    retryAt: revive(retryAt) as number | undefined,
    cause: revive(cause),
  })
}
