import { isDeviceFlowError } from '@device-flow/machine'
import { exitCodes } from 'device-flow'

/** Tells the exit code for a login that ended with this error: the one of `device-flow login`. */
export function exitCodeFor(error: unknown): number {
  if (error instanceof DOMException && error.name === 'AbortError') return exitCodes.interrupted
  if (!isDeviceFlowError(error)) return exitCodes.unexpected
  const { reason } = error
  return reason === 'denied' || reason === 'expired' || reason === 'offline' ? exitCodes[reason] : exitCodes.unexpected
}
