import type { DeviceFlowServices } from '@device-flow/machine'

/** The same services, which also say so when the server could not be told that a session is over: its tokens live on there. */
export function tellingServices(services: DeviceFlowServices, onUntold: () => void): DeviceFlowServices {
  return {
    ...services,
    async revokeTokens(tokens) {
      try {
        await services.revokeTokens(tokens)
      } catch (fault) {
        onUntold()
        throw fault
      }
    },
  }
}
