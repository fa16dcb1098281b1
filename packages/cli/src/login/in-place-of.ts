import { Secret } from '@device-flow/machine'
import type { KeptServices } from '@device-flow/session'
import type { PendingLogin } from '@device-flow/session/record'

/** Services of a login that is begun in place of one that waits, and would be joined: that one is given up before the code is asked for. */
export function inPlaceOf({ authorization }: PendingLogin, services: KeptServices): KeptServices {
  const deviceCode = new Secret(authorization.deviceCode)
  return {
    ...services,
    async requestDeviceAuthorization(request, call) {
      await services.session.forget({ ...authorization, deviceCode, asked: undefined })
      return services.requestDeviceAuthorization(request, call)
    },
    session: {
      ...services.session,
      async restore(call) {
        const kept = await services.session.restore(call)
        const isThat = kept?.type === 'pending' && kept.authorization.deviceCode.reveal() === deviceCode.reveal()
        return isThat ? undefined : kept
      },
    },
  }
}
