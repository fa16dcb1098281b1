import { isDeviceFlowError } from '@device-flow/machine'
import { exitCodes } from 'device-flow'

/** Tells the exit code for a login that ended with this error, as `device-flow login` has them; undefined for an error of another kind. */
export function exitCodeFor(error: unknown): number | undefined {
  // Cancelled by someone at the viewer.
  if (error instanceof DOMException && error.name === 'AbortError') return exitCodes.interrupted
  if (!isDeviceFlowError(error)) return undefined
  const { reason } = error
  return reason === 'denied' || reason === 'expired' || reason === 'offline' ? exitCodes[reason] : exitCodes.unexpected
}
