import { DeviceFlowError, TransientFault, isDeviceFlowError, isTransientFault } from '../errors.ts'
import { DeviceSessionError } from '../session-error.ts'
import type {
  DeviceFlowErrorDetails,
  DeviceFlowReason,
  TransientFaultDetails,
  TransientFaultReason,
} from '../errors.ts'
import type { DeviceFlowContext } from './context.ts'
import { isWebAddress } from './web-address.ts'

/**
 * A context as it was before it went through JSON, which has no Infinity, and makes plain objects of errors. Throws a
 * {@link DeviceSessionError} for errors of which nothing is left that could be told.
 */
export function fromJson(context: DeviceFlowContext): DeviceFlowContext {
  const { blipBudget, renewals, renewalsLeft, error, refreshError, lastFault } = context
  return {
    ...context,
    blipBudget: endless(blipBudget),
    renewals: endless(renewals),
    renewalsLeft: endless(renewalsLeft),
    error: error && asError(error),
    refreshError: refreshError && asError(refreshError),
    lastFault: lastFault && asFault(lastFault),
  }
}

function endless(count: number | null): number {
  return count === null ? Infinity : count
}

function asError(value: unknown): DeviceFlowError {
  if (isDeviceFlowError(value)) return value
  const written = checked<DeviceFlowErrorDetails & { reason: DeviceFlowReason; message: string }>(value)
  const { reason, message, errorUri } = written
  return new DeviceFlowError(reason, message, { ...written, errorUri: isWebAddress(errorUri) ? errorUri : undefined })
}

function asFault(value: unknown): TransientFault {
  if (isTransientFault(value)) return value
  const written = checked<TransientFaultDetails & { reason: TransientFaultReason; message: string }>(value)
  return new TransientFault(written.reason, written.message, { ...written, refreshToken: undefined })
}

/** Anything may have written it, and a structured clone leaves an error without its reason. */
function checked<Written>(value: unknown): Written {
  const { reason, message } = Object(value) as { reason?: unknown; message?: unknown }
  if (typeof reason === 'string' && typeof message === 'string') return value as Written
  throw new DeviceSessionError(
    'invalid',
    'A snapshot whose errors were lost on the way. Discard it, or keep sessions with encodeDeviceSession.',
  )
}
