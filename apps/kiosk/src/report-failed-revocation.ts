import type { DeviceFlowServices } from '@device-flow/machine'

/** Returns the same services, which also call back when a revocation fails: then the tokens live on at the server. */
export function reportFailedRevocation(services: DeviceFlowServices, onFailure: () => void): DeviceFlowServices {
  return {
    ...services,
    async revokeTokens(tokens) {
      try {
        await services.revokeTokens(tokens)
      } catch (fault) {
        onFailure()
        throw fault
      }
    },
  }
}
