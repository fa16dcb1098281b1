import { DeviceFlowError } from '@device-flow/machine'
import type { SessionServices, Store } from '@device-flow/session'

/** Lets nobody sign in before it is known that their session can be kept: a store that has a probe, as `appStore`, is asked. */
export function probeBeforeLogin<T extends SessionServices>(
  services: T,
  store: Store & { probe?(): Promise<void> },
): T {
  if (!store.probe) return services
  return {
    ...services,
    async requestDeviceAuthorization(request, call) {
      await store.probe?.().catch((cause: unknown) => {
        throw new DeviceFlowError('storage', cause instanceof Error ? cause.message : 'The store has failed.', {
          cause,
        })
      })
      return services.requestDeviceAuthorization(request, call)
    },
  }
}
