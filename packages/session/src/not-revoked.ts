import { isDeviceFlowError, isTransientFault } from '@device-flow/machine'
import type { RevocationOutcome } from '@device-flow/machine'

/** What a revocation that failed has come to: what is no error of the port says nothing to a person. */
export function notRevoked(failure: unknown): RevocationOutcome {
  const isKnown = isDeviceFlowError(failure) || isTransientFault(failure)
  return { revoked: false, ...(isKnown && { problem: failure }) }
}
